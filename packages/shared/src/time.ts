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

/** True for an IANA zone name that this runtime knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
