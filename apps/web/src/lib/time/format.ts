import { DAY, HOUR, MINUTE, SECOND } from "@nightbell/shared/time";

const LOCALE = "en-GB";
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone, hourCycle: "h23" });
  formats.set(key, known);
  return known;
}

/** A length of time in the two largest units that matter, e.g. "45 s", "4 min", "4 h 12 min", "3 d 2 h". */
export function duration(ms: number): string {
  const pair = (big: number, bigWord: string, small: number, smallWord: string): string => {
    const whole = Math.floor(ms / big);
    const rest = Math.floor((ms % big) / small);
    return rest === 0 ? `${whole} ${bigWord}` : `${whole} ${bigWord} ${rest} ${smallWord}`;
  };
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  return ms < DAY ? pair(HOUR, "h", MINUTE, "min") : pair(DAY, "d", HOUR, "h");
}

/** A length of time that is promised not to be exceeded: "2 h 10 min", "24 h 30 min", from two days on "3 d 2 h". */
export function atMost(ms: number): string {
  const unit = ms < 2 * DAY ? MINUTE : HOUR;
  const whole = Math.ceil(ms / unit) * unit;
  if (whole < DAY || whole >= 2 * DAY) return duration(whole);
  const minutes = (whole % HOUR) / MINUTE;
  return `${Math.floor(whole / HOUR)} h${minutes === 0 ? "" : ` ${minutes} min`}`;
}

/** How long a run or a response took: "240 ms", "3.4 s", "3 min 58 s". */
export function took(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  return ms < HOUR && seconds > 0 ? `${Math.floor(ms / MINUTE)} min ${seconds} s` : duration(ms);
}

/** Distance from now in words: "just now", "4 min ago", "in 2 h 5 min". Both in epoch ms. */
export function relative(at: number, now: number): string {
  const distance = now - at;
  if (Math.abs(distance) < 5 * SECOND) return "just now";
  return distance > 0 ? `${duration(distance)} ago` : `in ${duration(-distance)}`;
}

const dayOf = (at: number, zone: string): string =>
  format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/**
 * Wall time in a zone, with as much of the date as the reader needs: "03:12" today, "Mon 03:12" within six days,
 * else "3 Dec 03:12", with the year when it is another one.
 * @param at epoch ms
 * @param now epoch ms
 */
export function absolute(at: number, now: number, zone: string, seconds = false): string {
  const time = format(zone, {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).format(at);
  if (dayOf(at, zone) === dayOf(now, zone)) return time;
  if (Math.abs(at - now) < 6 * DAY) return `${format(zone, { weekday: "short" }).format(at)} ${time}`;
  const sameYear = dayOf(at, zone).slice(-4) === dayOf(now, zone).slice(-4);
  const date = format(zone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(at);
  return `${date} ${time}`;
}

/** The full date and wall time in a zone, e.g. "Tue 24 Nov, 03:00". */
export function dateTime(at: number, zone: string): string {
  const day = format(zone, { weekday: "short", day: "numeric", month: "short" }).format(at).replace(",", "");
  return `${day}, ${format(zone, { hour: "2-digit", minute: "2-digit" }).format(at)}`;
}

/** The instant in UTC, for the hover text. */
export const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** Time left as a countdown, "1:43" or "2:05:09"; never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const two = (value: number): string => String(value).padStart(2, "0");
  const head =
    seconds >= 3600
      ? `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}`
      : `${Math.floor(seconds / 60)}`;
  return `${head}:${two(seconds % 60)}`;
}

/** What a person calls a zone: "Vienna" for Europe/Vienna, "UTC" for UTC. */
export const zoneName = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
