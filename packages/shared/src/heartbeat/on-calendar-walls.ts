import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { FIRST_YEAR, LAST_YEAR } from "./on-calendar-components.ts";
import type { CalendarLine } from "./on-calendar-grammar.ts";
import type { Wall } from "./wall-clock.ts";

/** The first wall time of an OnCalendar line at or after another; null when there is none before the year 2200. */
export function wallFrom(line: CalendarLine, wall: Wall): Wall | null {
  const today = Math.floor(wall / DAY);
  const time = timeFrom(line, wall - today * DAY);
  const date = nearestDate(line, time === null ? today + 1 : today, 1);
  if (date === null) return null;
  return date * DAY + ((date === today ? time : null) ?? timeFrom(line, 0) ?? 0);
}

/** The last wall time of an OnCalendar line at or before another; null when there is none since 1970. */
export function wallUpTo(line: CalendarLine, wall: Wall): Wall | null {
  const today = Math.floor(wall / DAY);
  const time = timeUpTo(line, wall - today * DAY);
  const date = nearestDate(line, time === null ? today - 1 : today, -1);
  if (date === null) return null;
  return date * DAY + ((date === today ? time : null) ?? timeUpTo(line, DAY) ?? 0);
}

/** The first time of day of a line at or after another, in ms after midnight. */
function timeFrom(line: CalendarLine, from: number): number | null {
  for (const hour of line.hours) {
    if ((hour + 1) * HOUR <= from) continue;
    for (const minute of line.minutes) if (timeOf(line, hour, minute) >= from) return timeOf(line, hour, minute);
  }
  return null;
}

/** The last time of day of a line at or before another, in ms after midnight. */
function timeUpTo(line: CalendarLine, upTo: number): number | null {
  for (const hour of line.hours.toReversed()) {
    if (hour * HOUR > upTo) continue;
    const minute = line.minutes.findLast((each) => timeOf(line, hour, each) <= upTo);
    if (minute !== undefined) return timeOf(line, hour, minute);
  }
  return null;
}

const timeOf = (line: CalendarLine, hour: number, minute: number): number =>
  hour * HOUR + minute * MINUTE + line.second * SECOND;

/** The nearest date of a line at `from` or beyond it in a direction. Dates are days since 1970. */
function nearestDate(line: CalendarLine, from: number, direction: 1 | -1): number | null {
  const start = new Date(from * DAY);
  const [first, last] = [FIRST_YEAR * 12, LAST_YEAR * 12 + 11];
  const wanted = start.getUTCFullYear() * 12 + start.getUTCMonth();
  let month = direction === 1 ? Math.max(wanted, first) : Math.min(wanted, last);
  for (; month >= first && month <= last; month += direction) {
    const year = Math.floor(month / 12);
    if (!line.years.has(year) || !line.months.has((month % 12) + 1)) continue;
    const dates = datesOf(line, year, month % 12);
    const found = direction === 1 ? dates.find((date) => date >= from) : dates.findLast((date) => date <= from);
    if (found !== undefined) return found;
  }
  return null;
}

/** The dates of a line in a month (0–11), ascending. */
function datesOf(line: CalendarLine, year: number, month: number): number[] {
  const first = Date.UTC(year, month, 1) / DAY;
  const length = Date.UTC(year, month + 1, 1) / DAY - first;
  const days = line.daysFromEnd ? line.days.map((day) => length + 1 - day).reverse() : line.days;
  return (
    days
      .filter((day) => day <= length)
      .map((day) => first + day - 1)
      // 1 January 1970 was a Thursday.
      .filter((date) => line.weekdays.has((date + 4) % 7))
  );
}
