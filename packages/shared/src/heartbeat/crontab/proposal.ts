import { HOUR, MINUTE, SECOND } from "../../time.ts";
import { upcoming } from "../schedule.ts";
import type { Schedule } from "../settings.ts";

/** Slots are compared from here on; early January has no clock changes. */
const REFERENCE = 1_767_225_600_000;
const SLOTS = 12;

/**
 * What is proposed for a job of a crontab, by its shortest time between two slots. The grace is 20 % of that, in whole
 * minutes, from five minutes to an hour: the time that the job itself takes counts against it, and beyond an hour a
 * missed backup would be heard of too late. A job that runs at least hourly alerts at its second failure in a row,
 * since the next run soon tells more; any other at its first.
 * @param schedule one that `parseSchedule` takes
 */
export function proposalFor(schedule: Schedule): { graceSeconds: number; failureTolerance: number } {
  const slots = upcoming(schedule, REFERENCE, SLOTS);
  const shortest = Math.min(...slots.slice(1).map((at, index) => at - (slots[index] ?? at)));
  const grace = Math.ceil(Math.min(Math.max(shortest / 5, 5 * MINUTE), HOUR) / MINUTE) * MINUTE;
  return { graceSeconds: grace / SECOND, failureTolerance: shortest <= HOUR ? 1 : 0 };
}
