import { DAY, MINUTE } from "@nightbell/shared/time";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes dates as ISO 8601 does. */
function format(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone });
  formats.set(zone, known);
  return known;
}

/** The wall time of an instant (epoch ms) in a zone as a `datetime-local` field holds it: "2026-11-24T03:36". */
export const wallTime = (at: number, zone: string): string => format(zone).format(at).replace(" ", "T");

const offsetAt = (at: number, zone: string): number => Date.parse(`${wallTime(at, zone)}Z`) - (at - (at % MINUTE));

/**
 * The instant (epoch ms) of a wall time in a zone. One that comes twice is the first; one that clocks skip is moved on by
 * what they skip.
 * @param wall as {@link wallTime} gives it
 * @returns NaN when it is not one
 */
export function instantOf(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return Number.NaN;
  const candidates = [asUtc - DAY, asUtc + DAY].map((near) => asUtc - offsetAt(near, zone));
  const hits = candidates.filter((at) => wallTime(at, zone) === wall.slice(0, 16));
  return hits.length > 0 ? Math.min(...hits) : Math.max(...candidates);
}

/** The wall time on the next day at an hour like "08:00". */
export function tomorrowAt(hour: string, now: number, zone: string): number {
  const noon = Date.parse(`${wallTime(now, zone).slice(0, 10)}T12:00Z`);
  return instantOf(`${new Date(noon + DAY).toISOString().slice(0, 10)}T${hour}`, zone);
}
