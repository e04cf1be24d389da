import type { Sample } from "./insight.ts";

/** The middle value; the mean of the two middle ones of an even number. `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  // Halved first: the sum of two large numbers is none.
  return lower === upper ? upper : lower / 2 + upper / 2;
}

/** A straight line through samples: how steep it is, and how far off a typical sample lies. */
export type Trend = {
  /** Per millisecond. */
  slope: number;
  /** Median distance of the samples from the line. */
  residual: number;
};

/**
 * The Theil–Sen line: the median of the slopes of all pairs, so up to a quarter of the samples may be nonsense.
 * Null when all samples are of one instant.
 */
export function theilSen(samples: readonly Sample[]): Trend | null {
  const slopes: number[] = [];
  for (const [i, one] of samples.entries())
    for (const other of samples.slice(i + 1))
      if (other.at !== one.at) slopes.push((other.value - one.value) / (other.at - one.at));
  if (slopes.length === 0) return null;
  const slope = median(slopes);
  // Seen from the first instant, as the product of a slope and an epoch would lose the small digits.
  const origin = samples[0]?.at ?? 0;
  const levels = samples.map(({ at, value }) => value - slope * (at - origin));
  const level = median(levels);
  return { slope, residual: median(levels.map((each) => Math.abs(each - level))) };
}
