import { HOUR, MINUTE } from "../../time.ts";
import type { Sample } from "./insight.ts";
import { isFrequent, type History } from "./series.ts";

/** The two stretches of a metric that a forecast looks at. Spec "heartbeats" §6.2. */
export type Windows = { short: readonly Sample[]; long: readonly Sample[] };

/** Fewer points say nothing. */
const ENOUGH = 8;
/** Values that came within moments of each other say nothing about hours. */
const LEAST_SPAN = 5 * MINUTE;
const spanOf = (samples: readonly Sample[]): number => (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);

const SHORT = { points: 12, ms: HOUR };
const LONG = { points: 48, ms: 6 * HOUR };
/** A metric that moved back by this part of the way to its limit was cleaned up. */
const CLEAN_UP = 0.2;

/**
 * The last 12 and 48 points since the last clean-up, or the last 1 h and 6 h of a metric that comes often; null while
 * there are fewer than 8 points of either.
 * @param up whether it is bad to grow
 * @param way the whole distance from nothing to the limit, in the metric's unit
 */
export function windowsOf(history: History, up: boolean, way: number): Windows | null {
  const { points, medians } = history;
  const first = points[0]?.at ?? Infinity;
  const since = segmentStart([...medians.filter(({ at }) => at < first), ...points], up, way);
  const short = windowOf(history, SHORT, since);
  const long = windowOf(history, LONG, since);
  const known = short.length >= ENOUGH && long.length >= ENOUGH && spanOf(long) >= LEAST_SPAN;
  return known ? { short, long } : null;
}

/**
 * When the stretch after the last clean-up began. Measured from the furthest value of a stretch, so that deleting step by
 * step is one clean-up as well.
 */
function segmentStart(samples: readonly Sample[], up: boolean, way: number): number {
  let start = -Infinity;
  let furthest = up ? -Infinity : Infinity;
  for (const { at, value } of samples) {
    const back = up ? furthest - value : value - furthest;
    if (back > CLEAN_UP * way) {
      start = at;
      furthest = value;
    } else furthest = up ? Math.max(furthest, value) : Math.min(furthest, value);
  }
  return start;
}

/** Points as far as they reach back, else the medians; when these are still too few, the points after all. */
function windowOf({ points, medians, cut }: History, size: typeof SHORT, since: number): readonly Sample[] {
  const own = points.filter(({ at }) => at >= since);
  const last = own.slice(-size.points);
  if (!isFrequent(points)) return last;
  const from = Math.max((points.at(-1)?.at ?? 0) - size.ms, since);
  const recent = own.filter(({ at }) => at >= from);
  const reaching = !cut || (points[0]?.at ?? Infinity) <= from;
  const coarse = reaching ? [] : medians.filter(({ at }) => at >= from);
  if (coarse.length >= ENOUGH) return coarse;
  return recent.length > last.length ? recent : last;
}
