import { DAY, SECOND } from "../time.ts";
import { lateLimitMs } from "./limits.ts";
import { slotsOf, upcoming } from "./schedule.ts";
import type { HeartbeatRules } from "./settings.ts";

/** So many slots ahead show the rhythm of a schedule. */
const LOOKED_AT = 40;

/**
 * The longest silence before somebody is paged, in seconds: a job that dies right after a success misses as many runs as
 * the tolerance absorbs, and one more. Spec "heartbeats" §4.3 ("UI shows the worst-case detection time").
 * @param now epoch ms: where to begin looking for the longest pause between runs
 */
export function worstCaseSeconds(rules: HeartbeatRules, now: number): number {
  const runs = (rules.failureTolerance ?? 0) + 1;
  return Math.ceil((longestSpan(rules, runs, now) + lateLimitMs(rules)) / SECOND);
}

/** The longest time that `runs` consecutive runs take, from one instant to the one `runs` later. */
function longestSpan({ schedule }: HeartbeatRules, runs: number, now: number): number {
  if (schedule.kind === "period") return schedule.seconds * SECOND * runs;
  const first = slotsOf(schedule).previous(now) ?? now;
  const slots = [first, ...upcoming(schedule, first, LOOKED_AT)];
  const spans = slots.flatMap((at, i) => {
    const later = slots[i + runs];
    return later === undefined ? [] : [later - at];
  });
  return Math.max(0, ...spans, spans.length === 0 ? DAY : 0);
}
