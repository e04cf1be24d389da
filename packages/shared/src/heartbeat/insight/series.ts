import { MINUTE, type Instant } from "../../time.ts";
import { BUCKET_MS, METRICS_PER_HEARTBEAT, POINTS_KEPT, type Insight, type Point, type Sample } from "./insight.ts";
import { median } from "./statistics.ts";
import { isBuiltIn } from "./values.ts";

/**
 * What is kept of a metric. Always its last 60 points. If they come more often than every 7½ minutes, they do not reach
 * back the 6 h that a forecast looks at: then one median for each past 6 minutes is kept as well, 60 of them.
 */

const OFTEN_MS = 7.5 * MINUTE;
/** Points from which on it is known how often they come, and the latest ones that say so now. */
const SPACING_KNOWN = 8;
const SPACING_POINTS = 12;

/** The points of a metric, oldest first; none for one never seen. */
export const pointsOf = ({ series }: Insight, metric: string): readonly Point[] => own(series, metric) ?? [];

/** What a record holds under a name that a client chose: `constructor` is one too. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * Of a ping's values those that have room, and how many have none: 50 names are kept for each heartbeat, and the built-in
 * ones and those that a rule is about always.
 * @param wanted names that rules are about
 * @param roomInTeam how many names more the whole team may have
 */
export function admit(
  insight: Insight,
  values: Readonly<Record<string, number>>,
  wanted: readonly string[] = [],
  roomInTeam = Infinity,
): { values: Record<string, number>; refused: number } {
  const known = Object.keys(insight.series).filter((name) => !isBuiltIn(name)).length;
  let room = Math.min(METRICS_PER_HEARTBEAT - known, roomInTeam);
  const all = Object.entries(values);
  const admitted = all.filter(([name, value]) => {
    if (!Number.isFinite(value)) return false;
    if (isBuiltIn(name) || Object.hasOwn(insight.series, name) || wanted.includes(name)) return true;
    room -= 1;
    return room >= 0;
  });
  return { values: Object.fromEntries(admitted), refused: all.length - admitted.length };
}

/** Whether points come so often that the kept ones do not reach back far enough. */
export function isFrequent(samples: readonly Sample[]): boolean {
  if (samples.length < SPACING_KNOWN) return false;
  const latest = samples.slice(-SPACING_POINTS);
  return median(latest.slice(1).map(({ at }, i) => at - (latest[i]?.at ?? at))) < OFTEN_MS;
}

const bucketOf = (at: Instant): number => Math.floor(at / BUCKET_MS);

/** The medians once a point at `at` has followed `points`: the bucket that it leaves is closed. */
export function mediansAfter(medians: readonly Sample[], points: readonly Sample[], at: Instant): Sample[] {
  const last = points.at(-1);
  if (!last || !isFrequent(points)) return [];
  if (bucketOf(last.at) === bucketOf(at)) return [...medians];
  return [...medians, medianOfBucket(points, bucketOf(last.at))].slice(-POINTS_KEPT);
}

/** The middle in time as well, so that what grows evenly lies on the same line as its medians. */
function medianOfBucket(points: readonly Sample[], bucket: number): Sample {
  const inside = points.filter(({ at }) => bucketOf(at) === bucket);
  return { at: median(inside.map(({ at }) => at)), value: median(inside.map(({ value }) => value)) };
}

/** A metric as it was known at its last point, or some points before it. */
export type History = {
  points: readonly Sample[];
  /** One for each bucket, the last still open; none unless the metric is frequent. */
  medians: readonly Sample[];
  /** Whether older points were forgotten. */
  cut: boolean;
};

/** @param back how many of the latest points to leave out */
export function historyOf(insight: Insight, metric: string, back = 0): History {
  const all = pointsOf(insight, metric);
  const points = all.slice(0, all.length - back);
  const last = points.at(-1);
  const cut = all.length >= POINTS_KEPT;
  if (!last || !isFrequent(points)) return { points, medians: [], cut };
  const bucket = bucketOf(last.at);
  const closed = (own(insight.medians, metric) ?? []).filter(({ at }) => bucketOf(at) < bucket);
  return { points, medians: [...closed, medianOfBucket(points, bucket)], cut };
}
