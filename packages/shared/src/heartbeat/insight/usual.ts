import type { Insight, Point } from "./insight.ts";
import { pointsOf } from "./series.ts";
import { median } from "./statistics.ts";

/** What is usual for a metric, and the limits that follow from it. Spec "heartbeats" §6.3. */

/** Successful runs from which on the learned rules speak. */
export const RUNS_TO_LEARN = 7;
const DURATION_RUNS = 10;
const SIZE_RUNS = 7;

/** Values this near to each other, or to one that was accepted, are the same. */
const NEAR = 0.2;
const AGREEING = 3;

const SHORT_PART = 0.4;
/** Jobs that take less, in seconds, vary too much to be too short. */
const SHORT_MEDIAN = 5;
const LONG_TIMES = 3;
/** No run is too long before it has taken this many seconds. */
const LONG_LEAST = 60;
const SMALL_PART = 0.7;
const CRITICAL_PART = 0.4;

/** The usual value, and beyond which value something is wrong; a null limit is none. */
export type Usual = { usual: number; limit: number | null };

/** Successes that said how long they took, or how large something was. */
export const runsWith = (insight: Insight, metric: string): number => runsOf(insight, metric).length;

/** Run time in seconds under which a run is too short; null while that is not known. */
export function usualShort(insight: Insight): Usual | null {
  const base = baselineOf(insight, "duration", DURATION_RUNS);
  if (!base) return null;
  const limit = Math.min(SHORT_PART * base.usual, ...base.accepted.map((value) => value * (1 - NEAR)));
  return { usual: base.usual, limit: base.usual >= SHORT_MEDIAN ? limit : null };
}

/** Run time in seconds over which a run is too long. */
export function usualLong(insight: Insight): (Usual & { limit: number }) | null {
  const base = baselineOf(insight, "duration", DURATION_RUNS);
  if (!base) return null;
  const accepted = base.accepted.map((value) => value * (1 + NEAR));
  return { usual: base.usual, limit: Math.max(LONG_TIMES * base.usual, LONG_LEAST, ...accepted) };
}

/** Value of a metric under which it is too small, and under which that is critical. */
export function usualSmall(insight: Insight, metric: string): (Usual & { critical: number }) | null {
  const base = baselineOf(insight, metric, SIZE_RUNS);
  if (!base) return null;
  const limit = Math.min(SMALL_PART * base.usual, ...base.accepted.map((value) => value * (1 - NEAR)));
  return { usual: base.usual, limit: base.usual > 0 ? limit : null, critical: CRITICAL_PART * base.usual };
}

type Baseline = { usual: number; accepted: number[] };

/** The median of the last runs that were not flagged, or that turned out to be normal. */
function baselineOf(insight: Insight, metric: string, runs: number): Baseline | null {
  const points = runsOf(insight, metric);
  const agreed = agreedAmong(points);
  const normal = points.filter((point) => !point.flagged || agreed.has(point)).slice(-runs);
  if (normal.length < RUNS_TO_LEARN) return null;
  return {
    usual: median(normal.map(({ value }) => value)),
    accepted: normal.filter((point) => point.accepted || point.flagged).map(({ value }) => value),
  };
}

const runsOf = (insight: Insight, metric: string): Point[] => pointsOf(insight, metric).filter(({ aside }) => !aside);

/** Flagged points that are normal after all: three in a row, each within a fifth of their median. */
function agreedAmong(points: readonly Point[]): ReadonlySet<Point> {
  const agreed = new Set<Point>();
  if (points.every(({ flagged }) => !flagged)) return agreed;
  for (let from = 0; from + AGREEING <= points.length; from++) {
    const row = points.slice(from, from + AGREEING);
    const middle = median(row.map(({ value }) => value));
    const near = row.every(({ value, flagged }) => flagged && Math.abs(value - middle) <= NEAR * Math.abs(middle));
    if (near) for (const point of row) agreed.add(point);
  }
  return agreed;
}
