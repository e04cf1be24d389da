import { placeOf } from "../heartbeat/time-text.ts";
import type { Wall } from "../heartbeat/wall-clock.ts";
import { listed } from "../list-words.ts";
import { DAY, type Instant } from "../time.ts";
import { offsetAt } from "./wall-time.ts";

/** Times of a calendar in words, as their viewer's clock shows them. */

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Who looks, and when: dates of another year name it. */
export type Viewer = { zone: string; now: Instant };

/** What clocks of a zone show at an instant. */
export const shownAt = (zone: string, at: Instant): Wall => at + offsetAt(zone, at);

/** The day of the week of a wall time: 1 Monday … 7 Sunday. */
export const weekdayOf = (wall: Wall): number => new Date(wall).getUTCDay() || 7;

/** "Sat 9 May", or "Sat 8 May 2027" in another year. */
export const dayText = (at: Instant, viewer: Viewer): string => dateOf(shownAt(viewer.zone, at), viewer);

/** "Sat 9 May 02:00 (Toronto)". */
export const timeText = (at: Instant, viewer: Viewer): string => `${momentOf(at, viewer)} (${placeOf(viewer.zone)})`;

/** "Sat 9 May 02:00-09:00 (Toronto)", or from day to day if that is a day or more. */
export function spanText(from: Instant, until: Instant, viewer: Viewer): string {
  const place = `(${placeOf(viewer.zone)})`;
  const end = clockOf(shownAt(viewer.zone, until));
  const midnight = dayText(from, viewer) !== dayText(until, viewer) && end === "00:00";
  const short = until - from < DAY || (until - from === DAY && midnight);
  if (short) return `${momentOf(from, viewer)}-${midnight ? "24:00" : end} ${place}`;
  return `from ${momentOf(from, viewer)} to ${momentOf(until, viewer)} ${place}`;
}

/** "Saturday and Sunday", "weekday" or "day", to stand after "every". @param days 1 Monday … 7 Sunday */
export function everyText(days: ReadonlySet<number>): string {
  if (days.size === 7) return "day";
  const sorted = [...days].sort((a, b) => a - b);
  return sorted.join() === "1,2,3,4,5" ? "weekday" : listed(sorted.map((day) => DAYS[day - 1] ?? ""));
}

function momentOf(at: Instant, viewer: Viewer): string {
  const wall = shownAt(viewer.zone, at);
  return `${dateOf(wall, viewer)} ${clockOf(wall)}`;
}

function dateOf(wall: Wall, { zone, now }: Viewer): string {
  const date = new Date(wall);
  const year = date.getUTCFullYear();
  const sameYear = new Date(shownAt(zone, now)).getUTCFullYear() === year;
  const day = DAYS[weekdayOf(wall) - 1]?.slice(0, 3) ?? "";
  return `${day} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}${sameYear ? "" : ` ${year}`}`;
}

const clockOf = (wall: Wall): string => new Date(wall).toISOString().slice(11, 16);
