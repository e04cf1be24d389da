import { MINUTE, SECOND } from "../time.ts";
import { lateLimitMs } from "./limits.ts";
import { slotsOf } from "./schedule.ts";
import type { HeartbeatRules, Schedule } from "./settings.ts";
import type { HeartbeatState } from "./state.ts";

/** A success counts for a slot that is at most a tenth of the interval, and 5 minutes, away. Spec "heartbeats" §4.4.1. */
const EARLY_PART = 10;
const EARLY_LIMIT = 5 * MINUTE;

/** Counting missed instants stops here: a job that is due every minute may be down for months. */
export const MISSED_LIMIT = 1_000;

/**
 * The instant that a success at `at` counts for: itself, or the slot right after it when it came only a little
 * early and no earlier slot waits. Periods have no slots to be early for.
 */
export function countsFor(schedule: Schedule, at: number, earlierWaits: boolean): number {
  if (schedule.kind === "period" || earlierWaits) return at;
  const slots = slotsOf(schedule);
  const slot = slots.next(at);
  if (slot === null) return at;
  const before = slots.previous(slot) ?? -Infinity;
  const after = slots.next(slot) ?? Infinity;
  const interval = Math.min(slot - before, after - slot);
  return slot - at <= Math.min(interval / EARLY_PART, EARLY_LIMIT) ? slot : at;
}

/**
 * Expected instants that nobody served when a success arrives at `recoveryAt`, given the state before it: from the
 * first missed one up to the recovery, without the last, which the recovery serves. At most {@link MISSED_LIMIT}.
 */
export function missedRuns(rules: HeartbeatRules, before: HeartbeatState, recoveryAt: number): number {
  const owedFrom = before.owedFrom ?? (before.status === "down" ? null : before.expected);
  const owed = countInstants(rules.schedule, owedFrom, recoveryAt);
  return Math.min(before.missedBefore + Math.max(0, owed - 1), MISSED_LIMIT);
}

/** Expected instants of the present outage whose grace has passed at `now`; 0 unless down. */
export function missedSoFar(rules: HeartbeatRules, state: HeartbeatState, now: number): number {
  if (state.status !== "down") return 0;
  const owed = countInstants(rules.schedule, state.owedFrom, now - lateLimitMs(rules));
  return Math.min(state.missedBefore + owed, MISSED_LIMIT);
}

/** Expected instants from `from` to `until`, both included. */
function countInstants(schedule: Schedule, from: number | null, until: number): number {
  if (from === null || until < from) return 0;
  if (schedule.kind === "period") return Math.floor((until - from) / (schedule.seconds * SECOND)) + 1;
  const slots = slotsOf(schedule);
  let count = 0;
  for (let at: number | null = from; at !== null && at <= until && count <= MISSED_LIMIT; at = slots.next(at))
    count += 1;
  return count;
}
