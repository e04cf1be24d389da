import { DAY, MINUTE } from "../time.ts";
import type { Shift } from "./rota.ts";
import { shownAt, weekdayOf } from "./when-text.ts";

/** Gaps that come at the same time of day again and again are one thing to tell of. */

/** How a gap comes again after the first time. */
export type Pattern = {
  first: Shift;
  /** The last time; the first one if it comes once. */
  last: Shift;
  times: number;
  /** On each of these days of the week from first to last, 1 Monday … 7 Sunday; null: now and then. */
  every: ReadonlySet<number> | null;
};

/** A gap, and when it starts in the zone in which patterns are looked for. */
type Dated = { gap: Shift; wall: number };

/** Fewer times in a row than this are told one by one. */
const ROW = 3;
/** With more rows and single times than this, a gap comes now and then. */
const ROWS = 3;

/**
 * The patterns of gaps.
 * @param zone whose clock the gaps may follow
 * @param seenFrom the zone in which days of the week are told
 */
export function patternsOf(gaps: readonly Shift[], zone: string, seenFrom: string): Pattern[] {
  const alike = Map.groupBy(
    gaps.map((gap) => ({ gap, wall: shownAt(zone, gap.from) })),
    ({ gap, wall }) => `${(wall % DAY) / MINUTE} ${(shownAt(zone, gap.until) - wall) / MINUTE}`,
  );
  return [...alike.values()].flatMap(patternsOfAlike).map((pattern) => {
    const from = pattern.first.from;
    const later = Math.floor(shownAt(seenFrom, from) / DAY) - Math.floor(shownAt(zone, from) / DAY);
    return {
      ...pattern,
      every: pattern.every && new Set([...pattern.every].map((day) => ((day + later + 6) % 7) + 1)),
    };
  });
}

function patternsOfAlike(all: readonly Dated[]): Pattern[] {
  const rows: Dated[][] = [];
  for (const one of all) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && dayOf(one) - dayOf(before) <= 7) row.push(one);
    else rows.push([one]);
  }
  const patterns = rows.flatMap((row) => (row.length < ROW ? row.map((one) => patternOf([one])) : [patternOf(row)]));
  return patterns.length > ROWS ? [{ ...patternOf(all), every: null }] : patterns;
}

function patternOf(row: readonly Dated[]): Pattern {
  const [first, last] = [row[0], row.at(-1)];
  if (!first || !last) throw new RangeError("a pattern needs a gap");
  const days = new Set(row.map(({ wall }) => weekdayOf(wall)));
  return { first: first.gap, last: last.gap, times: row.length, every: isRegular(row, days) ? days : null };
}

/** Whether each of these days of the week between the first and the last time is one of the times. */
function isRegular(row: readonly Dated[], days: ReadonlySet<number>): boolean {
  const [first, last] = [row[0], row.at(-1)];
  if (!first || !last) return false;
  let expected = 0;
  for (let day = dayOf(first); day <= dayOf(last); day++) if (days.has(weekdayOf(day * DAY))) expected++;
  return expected === row.length;
}

const dayOf = ({ wall }: Dated): number => Math.floor(wall / DAY);
