import { SECOND, type Instant } from "../../time.ts";
import type { PingType } from "../ping.ts";
import { POINTS_KEPT, SANITY_RULES, type Insight, type Point } from "./insight.ts";
import { mediansAfter, own, pointsOf } from "./series.ts";
import { median } from "./statistics.ts";

/** What one ping, and a person's word, add to what is known. Spec "heartbeats" §6. */

/**
 * Remembers the values of one ping, which have been admitted. Only a success counts as a run, and only its values say what is normal, unless
 * flagged. An ignored ping changes nothing.
 * @param flagged metrics whose value a learned rule objects to
 */
export function recordPoints(
  insight: Insight,
  at: Instant,
  type: PingType,
  values: Readonly<Record<string, number>>,
  flagged: readonly string[],
): Insight {
  if (type === "ign") return insight;
  const counted = type === "success";
  let next: Insight = {
    ...insight,
    successes: insight.successes + (counted ? 1 : 0),
    firstSuccess: insight.firstSuccess ?? (counted ? at : null),
  };
  for (const [metric, value] of Object.entries(values))
    next = withPoint(next, metric, {
      // Clocks of senders disagree; a series still never runs backwards.
      at: Math.max(at, pointsOf(insight, metric).at(-1)?.at ?? at),
      value,
      flagged: flagged.includes(metric),
      ...(counted ? {} : { aside: true as const }),
    });
  return next;
}

function withPoint(insight: Insight, metric: string, point: Point): Insight {
  const points = pointsOf(insight, metric);
  const medians = mediansAfter(own(insight.medians, metric) ?? [], points, point.at);
  const { low, high } = own(insight.extremes, metric) ?? { low: point.value, high: point.value };
  return {
    ...insight,
    series: { ...insight.series, [metric]: [...points, point].slice(-POINTS_KEPT) },
    medians: medians.length > 0 ? { ...insight.medians, [metric]: medians } : without(insight.medians, metric),
    extremes: {
      ...insight.extremes,
      [metric]: { low: Math.min(low, point.value), high: Math.max(high, point.value) },
    },
  };
}

/**
 * "This is normal": the finding is gone, and what it objected to is from now on part of what is usual. Of a run that still
 * goes on there is no value yet: it, and those begun before it was found, may take as long as they like.
 */
export function acceptAsNormal(insight: Insight, rule: string): Insight {
  const finding = own(insight.findings, rule);
  if (!finding) return insight;
  const accepted = { ...insight, findings: without(insight.findings, rule) };
  if (rule === "tooOften") return { ...accepted, allowed: { ...insight.allowed, paceMs: paceOf(insight) } };
  if (finding.metric === null || !isLearned(rule)) return accepted;
  const allowed = rule === "tooLong" ? { ...insight.allowed, runsBefore: finding.since } : insight.allowed;
  return { ...accepted, allowed, series: { ...insight.series, [finding.metric]: unflagged(insight, finding.metric) } };
}

const isLearned = (rule: string): boolean => SANITY_RULES.some((name) => rule === name || rule.startsWith(`${name}:`));

const unflagged = (insight: Insight, metric: string): Point[] =>
  pointsOf(insight, metric).map((point) => (point.flagged ? { ...point, flagged: false, accepted: true } : point));

/** Gaps between runs that say how often they come. */
const PACE_RUNS = 10;

/** The usual time from one success to the next, in ms; every success has an exit code. */
function paceOf(insight: Insight): number | null {
  const runs = pointsOf(insight, "exit").filter(({ aside }) => !aside);
  const gaps = runs.slice(1).map(({ at }, i) => at - (runs[i]?.at ?? at));
  return gaps.length === 0 ? null : Math.max(SECOND, median(gaps.slice(-PACE_RUNS)));
}

const without = <T>(record: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
