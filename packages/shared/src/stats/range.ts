import type { Retention } from "../plans.ts";
import { DAY, HOUR, MINUTE, type Instant } from "../time.ts";

/** Where a chart's points come from, finest first. */
export const SERIES_SOURCES = ["samples", "hours", "days"] as const;
export type SeriesSource = (typeof SERIES_SOURCES)[number];

/** A range as it is answered: aligned to its steps, and no longer than the plan keeps. */
export type SeriesRange = { source: SeriesSource; from: Instant; until: Instant; step: number };

const STEPS: Record<SeriesSource, number> = { samples: MINUTE, hours: HOUR, days: DAY };
const LONGEST: Record<SeriesSource, number> = { samples: 2 * HOUR, hours: 31 * DAY, days: Infinity };
const YEAR = 366 * DAY;

/** The start of the stretch that an instant is in; hours and days are UTC's. */
export const startOf = (at: Instant, step: number): Instant => at - (at % step);

/**
 * The oldest instant of each source that a plan keeps: samples, hours and days. Spec "checks" §8.
 */
export function keptSince({ sampleDays, hourDays, dayYears }: Retention, now: Instant): Record<SeriesSource, Instant> {
  return { samples: now - sampleDays * DAY, hours: now - hourDays * DAY, days: now - dayYears * YEAR };
}

/**
 * The finest source that a range may come from: up to 2 h from samples, up to 31 d from hours, beyond from days; and a
 * coarser one where the finer is not kept any more. Spec "checks" §8.
 * @param range `until` after now is now; what the plan does not keep is cut off
 */
export function coarsestFit(range: { from: Instant; until: Instant }, retention: Retention, now: Instant): SeriesRange {
  const kept = keptSince(retention, now);
  const until = Math.min(range.until, now);
  const from = Math.min(Math.max(range.from, kept.days), until);
  const source = SERIES_SOURCES.find((one) => until - from <= LONGEST[one] && from >= kept[one]) ?? "days";
  const step = STEPS[source];
  return { source, from: startOf(from, step), until, step };
}
