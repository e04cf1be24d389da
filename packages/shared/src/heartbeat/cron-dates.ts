import type { CronLine, CronTerm } from "./cron-grammar.ts";

/** Lengths that each month can have. */
const LENGTHS: readonly (readonly number[])[] = [
  [31],
  [28, 29],
  [31],
  [30],
  [31],
  [30],
  [31],
  [31],
  [30],
  [31],
  [30],
  [31],
];

/**
 * True when the two day fields must both match, as in Debian's cron: either of them starts with `*`.
 * Otherwise one of them is enough.
 */
export function daysJoinedByAnd(line: CronLine): boolean {
  return line.day.wild || line.weekday.wild;
}

/**
 * Whether any date of any year fits the line's day, month and weekday fields. Searching the calendar for a
 * date such as 31 February takes long; this looks at month lengths only. It may call a few very odd lines
 * possible that are not, never the other way round.
 */
export function hasDate(line: CronLine): boolean {
  if (!daysJoinedByAnd(line)) return true;
  const lengths = line.month.terms
    .flatMap((term) => (term.kind === "values" ? term.values : []))
    .flatMap((month) => LENGTHS[month - 1] ?? []);
  return lengths.some((length) =>
    line.day.terms.some((day) => line.weekday.terms.some((weekday) => meet(day, weekday, length))),
  );
}

function meet(day: CronTerm, weekday: CronTerm, length: number): boolean {
  const working = day.kind === "nearest-weekday" || day.kind === "last-weekday";
  if (working && !weekdaysOf(weekday).some((at) => at >= 1 && at <= 5)) return false;
  return datesOf(day, length).some((date) => fallsIn(weekday, date, length));
}

/** The dates of a month of this length that a day-of-month term can mean. */
function datesOf(term: CronTerm, length: number): number[] {
  if (term.kind === "values") return term.values.filter((date) => date <= length);
  if (term.kind === "last-day") return [length];
  if (term.kind === "last-weekday") return [length - 2, length - 1, length];
  if (term.kind === "nearest-weekday" && term.day <= length) {
    return [-2, -1, 0, 1, 2].map((shift) => term.day + shift).filter((date) => date >= 1 && date <= length);
  }
  return [];
}

function weekdaysOf(term: CronTerm): number[] {
  if (term.kind === "values") return term.values;
  return term.kind === "nth" || term.kind === "last-nth" ? [term.weekday] : [];
}

function fallsIn(weekday: CronTerm, date: number, length: number): boolean {
  if (weekday.kind === "nth") return Math.ceil(date / 7) === weekday.nth;
  return weekday.kind === "last-nth" ? date > length - 7 : true;
}
