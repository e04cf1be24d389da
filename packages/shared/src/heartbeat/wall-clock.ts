import { DAY, isZone, SECOND } from "../time.ts";

/** A local date and time as if it were UTC, in ms. */
export type Wall = number;

/** Where a wall time stands: the instant at which clocks first show it, or the wall times around it that they skip. */
export type Showing = { kind: "shown"; at: number } | { kind: "skipped"; from: Wall; to: Wall };

/** What the clocks of a zone show. */
export type WallClock = {
  /** The latest wall time shown up to an instant; in a repeated hour this is the end of its first pass. */
  latestBy(at: number): Wall;
  /** When a wall time is shown for the first time. */
  firstShowing(wall: Wall): Showing;
};

/** Making one costs far more than using it; there are only as many as there are zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The clock of an IANA zone (a legacy name is one too); null when we do not know the zone. It remembers what it was
 * asked, so that many lines can share it: keep it no longer than one question needs.
 */
export function wallClock(zone: string): WallClock | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const known = new Map<number, number>();
  const offset = (at: number): number => {
    const found = known.get(at) ?? offsetAt(format, at);
    known.set(at, found);
    return found;
  };
  return { latestBy: (at) => latestBy(offset, at), firstShowing: (wall) => firstShowing(offset, wall) };
}

/** Offset from UTC in ms at an instant. */
type Offset = (at: number) => number;

function latestBy(offset: Offset, at: number): Wall {
  const [earlier, now] = [offset(at - DAY), offset(at)];
  return earlier > now ? Math.max(at + now, changeIn(offset, at - DAY, at) + earlier - 1) : at + now;
}

function firstShowing(offset: Offset, wall: Wall): Showing {
  // No zone is more than a day from UTC, and none changes twice within two days.
  const [before, after] = [offset(wall - DAY), offset(wall + DAY)];
  if (before === after || offset(wall - before) === before) return { kind: "shown", at: wall - before };
  if (offset(wall - after) === after) return { kind: "shown", at: wall - after };
  const change = changeIn(offset, wall - after, wall - before);
  return { kind: "skipped", from: change + before, to: change + after };
}

/** The instant, to the second, at which the offset changes between two instants that differ in it. */
function changeIn(offset: Offset, from: number, to: number): number {
  const old = offset(from);
  let [low, high] = [Math.floor(from / SECOND), Math.ceil(to / SECOND)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle * SECOND) === old) low = middle;
    else high = middle;
  }
  return high * SECOND;
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const [, month, day, year, hour, minute, second] =
    /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/.exec(format.format(at)) ?? [];
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return shown - Math.floor(at / SECOND) * SECOND;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const key = zone.toLowerCase();
  const known = formats.get(key);
  if (known) return known;
  if (!isZone(zone)) return null;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(key, made);
  return made;
}
