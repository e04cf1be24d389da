import { guardHost } from "../guard.ts";
import { renderSecrets } from "../secrets.ts";
import { bytesToSend, matchEnd, mismatch } from "../wire/expect.ts";
import { passed, unseen } from "../wire/session.ts";
import type { Checker } from "./finding.ts";
import { datagram, ONLY_PRIVATE } from "./icmp.ts";

/** A datagram and its answer, which a private probe alone can send. Spec "checks" §1. */
export const checkUdp: Checker<"udp"> = async (spec, context, egress) => {
  const { udp } = egress.io;
  if (udp === null) return unseen(ONLY_PRIVATE, context);
  const { host, addresses } = await guardHost(spec.host, spec.port, egress, context.signal);
  const [address = host] = addresses;
  const payload = bytesToSend(spec.send.format, renderSecrets(spec.send.value, context.secrets));
  const { answer, finding } = await datagram(udp(address, spec.port, payload, context.signal), context);
  if (finding !== null) return finding;
  if (spec.expect !== null && matchEnd(spec.expect, answer) === -1) throw mismatch(spec.expect, answer);
  return passed(context);
};
