import { judgeJson } from "@nightbell/shared/check/assert/judge-json";
import type { WebsocketSpec } from "@nightbell/shared/check/spec/network";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { guardUrl } from "../guard.ts";
import { signature } from "../safe-fetch.ts";
import { textOf, utf8 } from "../wire/bytes.ts";
import { matchEnd, mismatch } from "../wire/expect.ts";
import { renderSecrets } from "../secrets.ts";
import { converse, oneLine, passed } from "../wire/session.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import * as ws from "../wire/websocket.ts";
import type { Wire } from "../wire/wire.ts";
import { failed, type CheckContext, type Checker, type Finding } from "./finding.ts";

/** A WebSocket: the opening handshake, something to send, a message to wait for. Spec "checks" §1. */

/** A server that never stops talking does not keep us searching. */
const MOST_MESSAGES = 100;

export const checkWebsocket: Checker<"websocket"> = async (spec, context, egress) => {
  const { href, scheme, host, port } = await guardUrl(
    renderSecrets(spec.url, context.secrets),
    "socket",
    egress,
    context.signal,
  );
  const target = { host, port, tls: scheme === "wss" ? "on" : "off" } as const;
  return withTlsExplained(target, null, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      const key = ws.newKey();
      await wire.write(openingRequest(href, key, spec, context, egress));
      const opening = await ws.readOpening(wire);
      const fault = await openingFault(opening, key, spec);
      if (fault !== null) return failed(context.elapsed(), "no_upgrade", fault, { status: opening.status });
      return { ...(await talk(wire, spec, context)), status: opening.status };
    }),
  );
};

/** RFC 6455 §4.1. Headers that belong to the handshake itself are ours alone. */
function openingRequest(href: string, key: string, spec: WebsocketSpec, context: CheckContext, egress: Egress): string {
  const url = new URL(href);
  const own = spec.headers
    .filter(({ name }) => !/^sec-websocket-/i.test(name))
    .map(({ name, value }) => `${name}: ${oneHeader(renderSecrets(value, context.secrets))}`);
  return [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
    ...(spec.subprotocol === null ? [] : [`Sec-WebSocket-Protocol: ${oneHeader(spec.subprotocol)}`]),
    ...Object.entries(signature(egress)).map(([name, value]) => `${name}: ${value}`),
    ...own,
    "\r\n",
  ].join("\r\n");
}

/** A secret's value may hold anything; a header ends with its line. */
const oneHeader = (value: string): string => value.replace(/[\r\n\0]+/g, " ");

/** RFC 6455 §4.1: what a client must see before it takes the connection for a WebSocket. */
async function openingFault(
  { status, reason, headers }: ws.Opening,
  key: string,
  { subprotocol }: WebsocketSpec,
): Promise<string | null> {
  if (status !== 101) return `the server answers ${status} ${reason} instead of switching to WebSocket`;
  if (headers.get("upgrade")?.toLowerCase() !== "websocket")
    return "the server switches to something else than WebSocket";
  if (headers.get("sec-websocket-accept") !== (await ws.acceptOf(key)))
    return "the server's handshake does not belong to ours: its Sec-WebSocket-Accept is wrong";
  if (headers.has("sec-websocket-extensions")) return "the server uses an extension that nobody offered";
  const chosen = headers.get("sec-websocket-protocol") ?? null;
  const offered = subprotocol?.split(",").map((name) => name.trim()) ?? null;
  if (offered === null ? chosen === null : chosen !== null && offered.includes(chosen)) return null;
  return chosen === null
    ? `the server does not speak the subprotocol ${subprotocol ?? ""}`
    : `the server chose a subprotocol that nobody offered: ${oneLine(chosen)}`;
}

async function talk(wire: Wire, { send, expect }: WebsocketSpec, context: CheckContext): Promise<Finding> {
  if (send !== null) await wire.write(ws.frame(ws.OPCODE.text, utf8(renderSecrets(send, context.secrets))));
  if (expect !== null) await awaitMessage(wire, expect);
  await wire.write(ws.closing());
  return passed(context);
}

/** Waits for a message that fits: servers often say something else first. What came last is shown if none does. */
async function awaitMessage(wire: Wire, expect: NonNullable<WebsocketSpec["expect"]>): Promise<void> {
  let missed: CheckFailure | null = null;
  for (let messages = 0; messages < MOST_MESSAGES; messages++) {
    const message = await ws.nextMessage(wire).catch((error: unknown) => {
      throw missed ?? error;
    });
    missed = misfit(expect, message);
    if (missed === null) return;
  }
  if (missed !== null) throw missed;
}

/** Why a message is not the one; null if it is. */
function misfit(expect: NonNullable<WebsocketSpec["expect"]>, message: Uint8Array): CheckFailure | null {
  if (expect.kind === "json") {
    const fault = judgeJson(expect.assertions, textOf(message));
    return fault === null ? null : new CheckFailure("expect_mismatch", fault);
  }
  const pattern = { format: expect.kind, value: expect.value };
  return matchEnd(pattern, message) === -1 ? mismatch(pattern, message) : null;
}
