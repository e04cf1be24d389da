import { DAY, earliest, type Instant } from "../time.ts";
import type { Shift } from "./rota.ts";
import { beginOf, reachedBy } from "./wall-time.ts";
import { edgeAfter, isOpen, type Week, weekOf } from "./week.ts";

/** Nights on call with nobody awake. Spec "oncall" §2, "Gap scan". */

/** Somebody's quiet hours as the week that they make, in a zone. */
export type Nights = { zone: string; week: Week };

/** Quiet hours come every day: what has not been by then will not be. */
const LOOK = 2 * DAY;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** When a person is in their quiet hours; null: never, as with none or with equal times. */
export function nightsOf(zone: string, quiet: { from: string; to: string } | null): Nights | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  return { zone, week: weekOf([{ days: EVERY_DAY, start: quiet.from, end: quiet.to, spanDays: null }]) };
}

/** The first part of a shift in which all of its people are in their quiet hours; null: somebody is always awake. */
export function asleepIn(shift: Shift, people: readonly (Nights | null)[]): { from: Instant; until: Instant } | null {
  const nights = people.filter((one) => one !== null);
  if (nights.length === 0 || nights.length < people.length) return null;
  const end = Math.min(shift.until, shift.from + LOOK);
  for (let at: Instant | null = shift.from; at !== null && at < end; at = nextEdge(nights, at)) {
    const now = at;
    if (!nights.every(({ zone, week }) => isOpen(week, reachedBy(zone, now)))) continue;
    return { from: now, until: Math.min(nextEdge(nights, now) ?? Infinity, shift.until) };
  }
  return null;
}

/** When quiet hours begin or end next. */
const nextEdge = (nights: readonly Nights[], at: Instant): Instant | null =>
  earliest(
    nights.map(({ zone, week }) => {
      const edge = edgeAfter(week, reachedBy(zone, at));
      return edge === null ? null : beginOf(zone, edge);
    }),
  );
