import { HOUR } from "../time.ts";
import type { CountedPing } from "./transition.ts";

const LONGEST = 72 * HOUR;

/**
 * How long each run took, by the ping log alone: for a success or fail, the time since the nearest start with the
 * same run id that no success or fail of that id has ended, if under 72 h. Spec "heartbeats" §4.2.
 * @param pings oldest first
 * @returns a duration in ms per ping, null where there is none
 */
export function pingDurations(pings: readonly CountedPing[]): (number | null)[] {
  const starts = new Map<string, number>();
  return pings.map(({ at, type, runKey }) => {
    const key = runKey.toLowerCase();
    if (type === "start") starts.set(key, at);
    if (type !== "success" && type !== "fail") return null;
    const startedAt = starts.get(key);
    starts.delete(key);
    return startedAt !== undefined && at - startedAt < LONGEST ? at - startedAt : null;
  });
}
