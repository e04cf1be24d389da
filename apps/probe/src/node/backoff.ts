/** How long to wait after polls that failed: a second, doubled each time, at most 30 s, and spread so that probes do not come back together. */

/** Waits so many ms; resolves early, and does not throw, when the signal fires. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * @param failures in a row, at least 1
 * @param random from 0 to below 1
 * @returns between half of the pause and all of it, in ms
 */
export function pauseAfter(failures: number, random: number): number {
  const pause = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 10), LONGEST_MS);
  return Math.round((pause * (1 + random)) / 2);
}
