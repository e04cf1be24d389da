import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";

/**
 * An instant in words, as short as `seenFrom` allows: "03:04" on the same local day, "Tue 03:00" within six days
 * of it, "Tue 12 May 03:00" beyond, and with the year in another one.
 * @param at epoch ms
 * @param seenFrom epoch ms
 * @param zone IANA zone
 * @param seconds whether the time of day carries seconds
 */
export function clockText(at: number, seenFrom: number, zone: string, seconds: boolean): string {
  const one = localParts(at, zone);
  const other = localParts(seenFrom, zone);
  const time = seconds ? `${one.time}:${one.second}` : one.time;
  if (one.year === other.year && one.date === other.date) return time;
  if (Math.abs(at - seenFrom) < 6 * DAY) return `${one.weekday} ${time}`;
  return `${one.weekday} ${one.date}${one.year === other.year ? "" : ` ${one.year}`} ${time}`;
}

/** How people call a zone: "Vienna" for Europe/Vienna, "New York" for America/New_York. */
export function placeOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

const UNITS: readonly (readonly [number, string])[] = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
];

/** A duration given in ms by its two largest units: "3 min 58 s", "2 h", "1 d 4 h"; "under 1 s" for less. */
export function durationText(ms: number): string {
  const first = UNITS.findIndex(([size]) => ms >= size);
  if (first < 0) return "under 1 s";
  const [size, unit] = UNITS[first] ?? [SECOND, "s"];
  const [minor, minorUnit] = UNITS[first + 1] ?? [size, ""];
  const rest = Math.floor((ms % size) / minor);
  return `${Math.floor(ms / size)} ${unit}${rest > 0 ? ` ${rest} ${minorUnit}` : ""}`;
}

type LocalParts = { year: string; date: string; weekday: string; time: string; second: string };

function localParts(at: number, zone: string): LocalParts {
  const parts = new Map(
    formatter(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    year: part("year"),
    date: `${part("day")} ${part("month")}`,
    weekday: part("weekday"),
    time: `${part("hour")}:${part("minute")}`,
    second: part("second"),
  };
}

/** Making one costs far more than using it; there are only as many as there are zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(zone, made);
  return made;
}
