import { HOUR, MINUTE, SECOND } from "../time.ts";
import { median } from "./insight/statistics.ts";
import { slotsOf } from "./schedule.ts";
import type { HeartbeatRules, Schedule } from "./settings.ts";
import { durationText } from "./time-text.ts";

/** What the times say at which successes came. Spec "product" §2.4 (5). Nothing of it is ever applied by itself. */

/** Runs that must be known before a better grace is proposed. */
const RUNS_KNOWN = 10;
const LEAST_GRACE = 5 * MINUTE;
/** Twice the latest report seen, so that a slow night is no incident. */
const ROOM = 2;
/** A grace that is larger than needed by less is nobody's concern. */
const TOO_GENEROUS = 4;

/**
 * A better grace, from how late reports have come after their time; null while too few are known, or when the present one
 * is about right.
 * @param successes when they came, oldest first, epoch ms
 */
export function graceAdvice(
  rules: HeartbeatRules,
  successes: readonly number[],
): { seconds: number; sentence: string } | null {
  const late = latenesses(rules.schedule, successes);
  if (late.length < RUNS_KNOWN) return null;
  const latest = Math.max(0, ...late);
  const seconds = (Math.ceil(Math.max(LEAST_GRACE, ROOM * latest) / MINUTE) * MINUTE) / SECOND;
  if (seconds <= rules.graceSeconds && rules.graceSeconds <= TOO_GENEROUS * seconds) return null;
  const seen = `The last ${late.length} reports came at most ${durationText(Math.max(latest, SECOND))} after their time`;
  return { seconds, sentence: `${seen}: ${durationText(seconds * SECOND)} of grace would do.` };
}

/** How long after its time each report came, in ms; negative when it was early. A gap of whole periods is a missed run, not a late one. */
function latenesses(schedule: Schedule, successes: readonly number[]): number[] {
  if (schedule.kind !== "period") return successes.map((at) => offset(schedule, at));
  const period = schedule.seconds * SECOND;
  return successes.slice(1).flatMap((at, i) => {
    const gap = at - (successes[i] ?? at);
    return gap < 2 * period ? [gap - period] : [];
  });
}

/** From the nearest slot, in ms. */
function offset(schedule: Schedule, at: number): number {
  const slots = slotsOf(schedule);
  const before = slots.previous(at + 1) ?? -Infinity;
  const after = slots.next(at) ?? Infinity;
  return at - before <= after - at ? at - before : at - after;
}

/** Enough runs on either side of a change to believe it, and how exact an hour must be. */
const BEFORE = 5;
const SINCE = 3;
const EXACT = 10 * MINUTE;

/**
 * Says that reports have come an hour later, or earlier, for some days: clocks changed where the job runs, or did not.
 * Null when they have not, and for periods, which have no time of day.
 * @param successes when they came, oldest first, epoch ms
 */
export function shiftedArrivals(schedule: Schedule, successes: readonly number[]): string | null {
  if (schedule.kind === "period" || slotsAreClose(schedule, successes)) return null;
  const offsets = successes.map((at) => offset(schedule, at));
  for (let split = BEFORE; split <= offsets.length - SINCE; split++) {
    const usual = median(offsets.slice(0, split));
    const change = median(offsets.slice(split)) - usual;
    const steady = offsets.every((each, i) => Math.abs(each - usual - (i < split ? 0 : change)) < EXACT);
    if (!steady || Math.abs(Math.abs(change) - HOUR) >= EXACT) continue;
    const since = dayText(successes[split] ?? 0, schedule.zone);
    return `Pings arrive 1 h ${change > 0 ? "later" : "earlier"} since ${since}: is the server in another zone?`;
  }
  return null;
}

/** With runs every few hours an hour's shift cannot be told from the next run. */
function slotsAreClose(schedule: Schedule, successes: readonly number[]): boolean {
  const last = successes.at(-1);
  if (last === undefined) return true;
  const slots = slotsOf(schedule);
  const next = slots.next(last);
  const after = next === null ? null : slots.next(next);
  return next === null || after === null || after - next < 4 * HOUR;
}

const dayText = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "long" }).format(at);
