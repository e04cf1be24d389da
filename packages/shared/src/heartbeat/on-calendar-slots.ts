import { earliest } from "../time.ts";
import { OnCalendarError } from "./on-calendar-components.ts";
import { wallFrom, wallUpTo } from "./on-calendar-walls.ts";
import { type CalendarLine, parseOnCalendar } from "./on-calendar-grammar.ts";
import type { Slots } from "./slots.ts";
import { type Wall, type WallClock, wallClock } from "./wall-clock.ts";

/** A usable expression has a slot after this instant. */
const YEAR_2000 = 946_684_800_000;

/** A line whose slots fell into skipped hours this often in a row has no others: clocks change by the same rule each year. */
const GAPS_IN_A_ROW = 20;

/**
 * The slots of an OnCalendar expression; its lines add up. A line is read in the zone that it names, else in `zone`.
 * Daylight saving: slots that clocks skip do not exist, and of a repeated hour only the first pass counts.
 * There are none from the year 2200 on.
 * @throws {OnCalendarError} when the expression or the zone cannot be used
 */
export function onCalendarSlots(expression: string, zone: string): Slots {
  const lines = parseOnCalendar(expression, (name) => wallClock(name) !== null);
  // Zones differ by whole minutes: lines that share the second are at least a minute apart, whatever the clocks do.
  if (new Set(lines.map(({ second }) => second)).size > 1)
    throw new OnCalendarError("Times must be at least 60 seconds apart: give all lines the same second.");
  const zones = new Set(lines.map((line) => line.zone ?? zone));
  const slots = [...zones].flatMap((name) => {
    const clock = clockOf(name);
    return lines.filter((line) => (line.zone ?? zone) === name).map((line) => lineSlots(line, clock));
  });
  return {
    next: (after) => earliest(slots.map((each) => each.next(after))),
    previous: (before) => slots.reduce<number | null>((newest, each) => later(newest, each.previous(before)), null),
  };
}

/** Says what is wrong with an OnCalendar expression, in a sentence for the user; null when it can be used. Never throws for bad input. */
export function onCalendarProblem(expression: string, zone: string): string | null {
  try {
    return onCalendarSlots(expression, zone).next(YEAR_2000) === null
      ? "This OnCalendar expression never runs: no date of its list exists after the year 2000."
      : null;
  } catch (error) {
    if (error instanceof OnCalendarError) return error.message;
    throw error;
  }
}

function clockOf(zone: string): WallClock {
  const clock = wallClock(zone);
  if (clock === null) throw new OnCalendarError(`"${zone}" is not a time zone we know; use a name like Europe/Vienna.`);
  return clock;
}

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

function lineSlots(line: CalendarLine, clock: WallClock): Slots {
  return {
    next: (after) =>
      firstShown(
        clock,
        clock.latestBy(after) + 1,
        (wall) => wallFrom(line, wall),
        (gap) => gap.to,
      ),
    previous: (before) =>
      firstShown(
        clock,
        clock.latestBy(before - 1),
        (wall) => wallUpTo(line, wall),
        (gap) => gap.from - 1,
      ),
  };
}

/** Goes from one wall time of a line to the next, past those that clocks skip, to the instant of the first that they show. */
function firstShown(
  clock: WallClock,
  start: Wall,
  seek: (wall: Wall) => Wall | null,
  past: (gap: { from: Wall; to: Wall }) => Wall,
): number | null {
  let wall = seek(start);
  for (let gaps = 0; wall !== null && gaps < GAPS_IN_A_ROW; gaps += 1) {
    const showing = clock.firstShowing(wall);
    if (showing.kind === "shown") return showing.at;
    wall = seek(past(showing));
  }
  return null;
}
