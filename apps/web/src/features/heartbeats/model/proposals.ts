import type { HeartbeatRules, Schedule } from "@nightbell/shared/heartbeat/settings";
import { worstCaseSeconds } from "@nightbell/shared/heartbeat/worst-case";
import { upcoming } from "@nightbell/shared/heartbeat/schedule";
import { HOUR, MINUTE, SECOND } from "@nightbell/shared/time";

/** What fits a schedule. Computed by the engine that will judge it, so this is a part of the app of its own. */
export type Proposal = {
  graceSeconds: number;
  /** Page after so many failures in a row. */
  failures: number;
};

const LOOKED_AT = 20;

/** Shortest time between two expected instants, in ms; null for a schedule that has ended. */
function shortest(schedule: Schedule, now: number): number | null {
  const slots = upcoming(schedule, now, LOOKED_AT);
  const gaps = slots.slice(1).map((at, index) => at - (slots[index] ?? at));
  return gaps.length === 0 ? null : Math.min(...gaps);
}

/**
 * Spec "product" §2.4 (5) and (6): a grace of a fifth of the period, at least 5 minutes; two failures in a row for
 * periods up to an hour.
 * @param now epoch ms
 */
export function proposalFor(schedule: Schedule, now: number): Proposal | null {
  const period = shortest(schedule, now);
  if (period === null) return null;
  const fifth = Math.ceil(period / 5 / MINUTE) * MINUTE;
  return { graceSeconds: Math.max(5 * MINUTE, fifth) / SECOND, failures: period <= HOUR ? 2 : 1 };
}

/** The longest silence before somebody is paged, in seconds; null while the settings make no sense. */
export function worstCaseOf(rules: HeartbeatRules, now: number): number | null {
  const seconds = worstCaseSeconds(rules, now);
  return Number.isFinite(seconds) ? seconds : null;
}
