import { DAY, type Instant } from "@nightbell/shared/time";
import { instantOf, wallTime } from "../../../lib/time/wall.ts";

/** How many days the calendar shows. */
export const SHOWN_DAYS = 14;
/** How much more is fetched on either side: all zones' days of the same dates lie within it. */
const MARGIN = 2 * DAY;

/** A date in a zone, and when it begins and ends. It may have 23 or 25 hours. */
export type Day = { date: string; from: Instant; until: Instant };
/** The days that are shown, of a zone. */
export type Range = { start: string; zone: string; from: Instant; until: Instant; days: Day[] };

const noon = (date: string): Instant => Date.parse(`${date}T12:00Z`);

/** A date so many days later, "2026-11-30". */
export const addDays = (date: string, days: number): string =>
  new Date(noon(date) + days * DAY).toISOString().slice(0, 10);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (date: string): number => ((new Date(noon(date)).getUTCDay() + 6) % 7) + 1;

/** The date of an instant in a zone. */
export const dateOf = (at: Instant, zone: string): string => wallTime(at, zone).slice(0, 10);

/** The date of the week's Monday. */
export function mondayOf(at: Instant, zone: string): string {
  const date = dateOf(at, zone);
  return addDays(date, 1 - weekdayOf(date));
}

/** True for a date of the calendar that one may look at; an address can say anything. */
export const isDate = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text) && addDaysOrNull(text) === text;

const addDaysOrNull = (date: string): string | null => (Number.isNaN(noon(date)) ? null : addDays(date, 0));

/** The days from a date on. */
export function rangeFrom(start: string, zone: string): Range {
  const midnight = (days: number): Instant => instantOf(`${addDays(start, days)}T00:00`, zone);
  const days = Array.from({ length: SHOWN_DAYS }, (_, i) => ({
    date: addDays(start, i),
    from: midnight(i),
    until: midnight(i + 1),
  }));
  return { start, zone, from: midnight(0), until: midnight(SHOWN_DAYS), days };
}

/** What to ask of the API to draw these days in any zone; ISO-8601. */
export const fetched = (start: string): { from: string; until: string } => ({
  from: new Date(Date.parse(`${start}T00:00Z`) - MARGIN).toISOString(),
  until: new Date(Date.parse(`${start}T00:00Z`) + SHOWN_DAYS * DAY + MARGIN).toISOString(),
});

/** Where a stretch of time lies in the shown days, in per cent from the left; null when it does not. */
export function placed(
  span: { from: Instant; until: Instant },
  range: Pick<Range, "from" | "until">,
): { left: number; width: number } | null {
  const from = Math.max(span.from, range.from);
  const until = Math.min(span.until, range.until);
  if (from >= until) return null;
  const percent = (ms: number): number => (ms / (range.until - range.from)) * 100;
  return { left: percent(from - range.from), width: percent(until - from) };
}

const SLEEP = { from: "23:00", until: "07:00" };

/** The nights of the shown days in the reader's zone, from 23 to 7: when a page wakes somebody. Spec "product" §2.6. */
export const nightsOf = ({ days }: Range, reader: string): { from: Instant; until: Instant }[] =>
  Array.from({ length: SHOWN_DAYS + 2 }, (_, i) => addDays(days[0]?.date ?? "", i - 1)).map((date) => ({
    from: instantOf(`${date}T${SLEEP.from}`, reader),
    until: instantOf(`${addDays(date, 1)}T${SLEEP.until}`, reader),
  }));
