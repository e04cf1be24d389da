import { Cron } from "croner";
import { isZone } from "../time.ts";
import { daysJoinedByAnd, hasDate } from "./cron-dates.ts";
import { CronError, parseCron } from "./cron-grammar.ts";
import type { Slots } from "./slots.ts";

/** Every valid line has a slot after this instant. */
const YEAR_2000 = 946_684_800_000;

/**
 * The slots of a cron line read in a zone, by the rules of Debian's cron. A line whose minute and hour fields
 * both start with something else than `*` keeps its times across daylight saving: slots in a gap run once at the
 * first minute after it, and the second pass of a repeated hour does not count. Any other line follows real time.
 * @throws {CronError} when the line or the zone cannot be used
 */
export function cronSlots(expression: string, zone: string): Slots {
  const line = parseCron(expression);
  if (!isZone(zone)) throw new CronError(`"${zone}" is not a time zone we know; use a name like Europe/Vienna.`);
  if (!hasDate(line)) throw new CronError("This cron line never runs: no month of its list has such a day.");
  const fields = [line.minute, line.hour, line.day, line.month, line.weekday];
  const job = new Cron(fields.map((field) => field.text).join(" "), {
    mode: "5-part",
    timezone: zone,
    domAndDow: daysJoinedByAnd(line),
    fixedTimeRule: "no-wildcard",
  });
  return {
    next: (after) => job.nextRun(new Date(after))?.getTime() ?? null,
    previous: (before) => job.previousRuns(1, new Date(before))[0]?.getTime() ?? null,
  };
}

/** Says what is wrong with a cron line, in a sentence for the user; null when it can be used. Never throws for bad input. */
export function cronProblem(expression: string, zone: string): string | null {
  try {
    return cronSlots(expression, zone).next(YEAR_2000) === null ? "This cron line never runs." : null;
  } catch (error) {
    if (error instanceof CronError) return error.message;
    throw error;
  }
}
