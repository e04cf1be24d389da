/** Who asks for many things that do not exist is guessing. Spec "heartbeats" §1, "Rate". */

/** The binding counts by this many seconds, and does not say when it begins anew. */
export const LOOKUP_PERIOD_SECONDS = 60;

/** Everyone on the one-machine stack comes from the same address. */
const LOOPBACK = /^(?:$|127\.|::1$|::ffff:127\.)/i;

/**
 * Counts a look-up that found nothing.
 * @param remote the source address as the platform gives it, empty if it gave none
 * @returns whether the address has had too many of them within a minute
 */
export async function tooManyLookups(env: IngestEnv, remote: string): Promise<boolean> {
  if (LOOPBACK.test(remote)) return false;
  try {
    return !(await env.FAILED_LOOKUPS.limit({ key: remote })).success;
  } catch (error) {
    // "Not found" is the true answer; without a count it is still given.
    console.error(JSON.stringify({ event: "failed look-up not counted", error: String(error) }));
    return false;
  }
}
