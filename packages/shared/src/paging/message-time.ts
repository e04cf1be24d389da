import { DAY, HOUR, MINUTE, SECOND, type Instant } from "../time.ts";

/** Instants and durations as people read them in a message. */

/** Minutes and seconds since something began, "3:12"; hours in front once there are any, "1:03:12". */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A length of time in its two largest units: "45 s", "17 min", "2 h 10 min", "3 d 4 h". */
export function duration(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.round(ms / SECOND))} s`;
  const units: [number, string][] = [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "min"],
  ];
  const parts: string[] = [];
  let rest = Math.round(ms / MINUTE) * MINUTE;
  for (const [size, name] of units) {
    const n = Math.floor(rest / size);
    if (n > 0) parts.push(`${n} ${name}`);
    rest -= n * size;
  }
  return parts.slice(0, 2).join(" ");
}

/** Each locale abbreviates only the zones it calls its own; between them they know most. */
const LOCALES = ["en-US", "en-GB", "en-AU", "en-IN", "en-ZA", "en-NZ"];

/** "CET", "EST", "AEST"; "GMT+9" where English has no short name. */
function zoneName(at: Instant, zone: string): string {
  let name = "";
  for (const locale of LOCALES) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(at);
    name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
    if (!/^(GMT|UTC)[+-]/.test(name)) return name;
  }
  return name;
}

/**
 * The wall clock at an instant, "02:14 CET"; with the weekday in front when it is more than 12 hours from `now`.
 * @param zone an IANA name that this runtime knows
 */
export function wallClock(at: Instant, zone: string, now: Instant): string {
  const far = Math.abs(now - at) > 12 * HOUR;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(far ? { weekday: "short" } : {}),
  }).formatToParts(at);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${far ? `${part("weekday")} ` : ""}${part("hour")}:${part("minute")} ${zoneName(at, zone)}`;
}
