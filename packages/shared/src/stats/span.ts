import { SECOND, type Instant } from "../time.ts";
import type { SeriesState, StateSeconds } from "./series-state.ts";

/** From `at` on a monitor was in `state`, until its next span; null: it was deleted, and time no longer counts. */
export type Span = { at: Instant; state: SeriesState | null };

const wholeSecond = (at: Instant): number => Math.floor(at / SECOND);

/**
 * How long a monitor was in each state within [from, until). Borders count as the second they lie in, so that hours,
 * and all their parts, add up without rest.
 * @param spans of one monitor, in order of `at`
 */
export function secondsPerState(spans: readonly Span[], from: Instant, until: Instant): StateSeconds {
  const seconds: StateSeconds = {};
  for (const [index, { at, state }] of spans.entries()) {
    const end = Math.min(until, spans[index + 1]?.at ?? until);
    const length = wholeSecond(end) - wholeSecond(Math.max(from, at));
    if (state !== null && length > 0) seconds[state] = (seconds[state] ?? 0) + length;
  }
  return seconds;
}

/** They end when they end: what is known afterwards says nothing about them. */
const isFixed = ({ state }: Span): boolean =>
  state === null || state === "unknown" || state === "maintenance" || state === "paused";

/**
 * The span that a change of state makes; it takes the place of all that began at or after it. An outage counts from
 * its first failing check, a recovery from its first good one, a gap from the last vote's end; but nothing reaches
 * back into time that was unknown, paused or maintenance.
 * @param spans what is known of the monitor lately, in order of `at`
 * @param since from when the state holds
 * @param now when it was decided
 * @returns null when nothing changes
 */
export function nextSpan(spans: readonly Span[], state: SeriesState | null, since: Instant, now: Instant): Span | null {
  if ((spans.at(-1)?.state ?? null) === state) return null;
  const fixed = spans.findLastIndex(isFixed);
  const floor = fixed < 0 ? -Infinity : (spans[fixed + 1]?.at ?? Math.max(spans[fixed]?.at ?? now, now));
  // What lies beneath maintenance has a `since` of its own, which is not that of the window.
  const began = state === null || state === "maintenance" ? now : Math.min(since, now);
  return { at: Math.max(floor, began), state };
}
