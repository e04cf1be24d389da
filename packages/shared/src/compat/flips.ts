import type { Flip } from "../heartbeat/state.ts";
import { SECOND } from "../time.ts";
import { wholeSeconds } from "./instants.ts";

/** Changes of status as programs read them: spec "heartbeats" §2, row "flips". */

const LATEST = 10 ** 10;
const LONGEST_SECONDS = 31_536_000;

/** From the first instant on, up to and without the second; epoch ms. */
export type FlipWindow = { from: number; to: number };

const given = (text: string | null): text is string => text !== null && text !== "";

function numberUpTo(text: string | null, max: number): number | null | undefined {
  if (!given(text)) return null;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  return value <= max ? value : undefined;
}

/**
 * Reads `seconds`, `start` and `end` (epoch seconds) of a query.
 * @returns null when one of them is no number or out of bounds
 */
export function flipWindow(query: (name: string) => string | null, now: number): FlipWindow | null {
  const seconds = numberUpTo(query("seconds"), LONGEST_SECONDS);
  const start = numberUpTo(query("start"), LATEST);
  const end = numberUpTo(query("end"), LATEST);
  if (seconds === undefined || start === undefined || end === undefined) return null;
  const since = seconds === null || seconds === 0 ? 0 : now - seconds * SECOND;
  const isBounded = end !== null && end !== 0;
  return { from: Math.max(since, (start ?? 0) * SECOND), to: isBounded ? end * SECOND : Number.POSITIVE_INFINITY };
}

/** The flips of a window; the order stays. */
export const flipsIn = (flips: readonly Flip[], { from, to }: FlipWindow) =>
  flips
    .filter(({ at }) => at >= from && at < to)
    .map((flip) => ({ timestamp: wholeSeconds(flip.at), up: flip.to === "up" ? 1 : 0 }));
