import { awaitPattern, bytesToSend } from "../wire/expect.ts";
import { converse, passed } from "../wire/session.ts";
import { renderSecrets } from "../secrets.ts";
import type { Checker } from "./finding.ts";

/** A TCP port: a connection, and steps of sending and expecting. Spec "checks" §1. */
export const checkTcp: Checker<"tcp"> = ({ host, port, steps }, context, egress) =>
  converse({ host, port, tls: "off" }, context.signal, egress, async (wire) => {
    for (const { act, format, value } of steps) {
      if (act === "expect") await awaitPattern(wire, { format, value });
      else await wire.write(bytesToSend(format === "hex" ? "hex" : "text", renderSecrets(value, context.secrets)));
    }
    return passed(context);
  });
