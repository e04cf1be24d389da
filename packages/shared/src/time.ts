/** Instants are epoch milliseconds; durations are named by their unit. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The smallest of the given instants; null when there is none. */
export function earliest(instants: Iterable<Instant | null | undefined>): Instant | null {
  let least: Instant | null = null;
  for (const at of instants) if (at !== null && at !== undefined && (least === null || at < least)) least = at;
  return least;
}

/** True once the instant has come; null never comes. */
export const isDue = (at: Instant | null, now: Instant): boolean => at !== null && at <= now;

/** The areas of the IANA database, and its names without an area. Runtimes know more: "BST" is Dhaka to them. */
const AREA =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\/(.+)$/;
const WORDS = new Set(
  (
    "UTC GMT UCT Zulu Universal Greenwich GMT0 GMT+0 GMT-0 EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT CET MET EET WET " +
    "Cuba Egypt Eire GB GB-Eire Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland " +
    "Portugal ROC ROK Singapore Turkey W-SU"
  ).split(" "),
);
/** A place as the database spells it: capital first, not all of it in capitals. */
const PLACE = /^(?:[A-Z][A-Za-z_+-]*[a-z][A-Za-z_+-]*(?:\/|$))+$/;
const SHORT_PLACE = /^(?:ACT|LHI|NSW)$/;

/** True for an IANA zone name, in its own spelling, that this runtime knows. */
export function isZone(name: string): boolean {
  const [, area, place = ""] = AREA.exec(name) ?? [];
  const spelled = area === undefined ? WORDS.has(name) : area === "Etc" || PLACE.test(place) || SHORT_PLACE.test(place);
  if (!spelled || name === "US/Pacific-New") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
