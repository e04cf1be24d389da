import { HOUR } from "../time.ts";
import type { PingType } from "./ping.ts";

const LONGEST = 72 * HOUR;

/** A ping as far as its duration goes; the run id in any case of letters, null or empty without one. */
export type TimedPing = { at: number; type: PingType; runId: string | null };

const keyOf = ({ runId }: TimedPing): string => (runId ?? "").toLowerCase();

/**
 * How long the run took that a success or fail ends, by the ping log alone: the time since the nearest start with the
 * same run id that no success or fail of that id has ended, if under 72 h. Spec "heartbeats" §4.2.
 * @param earlier the pings before it, newest first
 * @returns ms; null where there is none
 */
export function runDuration(ping: TimedPing, earlier: readonly TimedPing[]): number | null {
  if (!ends(ping)) return null;
  const key = keyOf(ping);
  const begun = earlier.find((other) => (other.type === "start" || ends(other)) && keyOf(other) === key);
  return begun?.type === "start" && ping.at - begun.at < LONGEST ? Math.max(0, ping.at - begun.at) : null;
}

const ends = ({ type }: TimedPing): boolean => type === "success" || type === "fail";
