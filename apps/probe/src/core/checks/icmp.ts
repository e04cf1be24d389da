import { guardHost } from "../guard.ts";
import { CheckFailure } from "../failure.ts";
import { namedCause } from "../transport-error.ts";
import { oneLine, passed, unseen } from "../wire/session.ts";
import type { CheckContext, Checker, Finding } from "./finding.ts";

/** An echo request, which a private probe alone can send. Spec "checks" §1. */

/** The guard judges a host with a port; an echo has none, and this one is always allowed. */
const ANY_PORT = 80;

export const checkIcmp: Checker<"icmp"> = async (spec, context, egress) => {
  const { icmp } = egress.io;
  if (icmp === null) return unseen(ONLY_PRIVATE, context);
  const { host, addresses } = await guardHost(spec.host, ANY_PORT, egress, context.signal);
  const [address = host] = addresses;
  const { answer, finding } = await datagram(icmp(address, context.signal), context);
  return finding ?? { ...passed(context), totalMs: Math.round(answer.ms) };
};

export const ONLY_PRIVATE = "only a probe of your own can send this: choose one as this monitor's region";

type Sent<T> = { answer: T; finding: null } | { answer: null; finding: Finding };

/**
 * The answer; or that this machine could not ask at all, in its own words.
 * @throws CheckFailure if it asked, and got no answer or a refusal
 */
export async function datagram<T>(work: Promise<T>, context: CheckContext): Promise<Sent<T>> {
  try {
    return { answer: await work, finding: null };
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    if (context.signal.aborted)
      throw new CheckFailure("timeout_ttfb", `no answer within ${context.timeoutMs / 1_000} s`);
    const message = oneLine(error instanceof Error ? error.message : String(error));
    const cause = namedCause(error);
    if (cause !== null) throw new CheckFailure(cause, message);
    return { answer: null, finding: unseen(message, context) };
  }
}
