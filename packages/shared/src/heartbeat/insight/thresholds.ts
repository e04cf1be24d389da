import { compares } from "./compares.ts";
import type { Insight, Severity, Threshold } from "./insight.ts";
import { own, pointsOf } from "./series.ts";
import { metricText, valueText } from "./values.ts";
import type { Verdict } from "./verdict.ts";

/** Limits that people set. Spec "heartbeats" §6.2. */

/** The key of the finding that a threshold makes. */
export const thresholdRule = ({ metric, op, value, times }: Threshold): string =>
  `threshold:${metric}:${op}:${value}${times > 1 ? `:${times}` : ""}`;

export const missingRule = (metric: string): string => `missing:${metric}`;

/** Each threshold once: of two that differ in severity alone the one that pages. */
export function distinctThresholds(thresholds: readonly Threshold[]): Threshold[] {
  const found = new Map<string, Threshold>();
  for (const threshold of thresholds) {
    const rule = thresholdRule(threshold);
    if (found.get(rule)?.severity !== "page") found.set(rule, threshold);
  }
  return [...found.values()];
}

/** @param insight with the ping's values already recorded; `values` are those of this ping */
export function judgeThresholds(
  thresholds: readonly Threshold[],
  insight: Insight,
  values: Readonly<Record<string, number>>,
): Verdict[] {
  return distinctThresholds(thresholds).flatMap((threshold): Verdict[] => {
    const { metric, severity } = threshold;
    const value = own(values, metric);
    if (value === undefined) return [];
    const rule = thresholdRule(threshold);
    if (isBrokenInARow(threshold, insight))
      return [{ rule, says: "objects", severity, metric, text: brokenText(threshold, value) }];
    return isInside(threshold, value) ? [{ rule, says: "fine" }] : [];
  });
}

function isBrokenInARow(threshold: Threshold, insight: Insight): boolean {
  const row = pointsOf(insight, threshold.metric).slice(-threshold.times);
  return row.length === threshold.times && row.every(({ value }) => isBroken(threshold, value));
}

const isBroken = ({ op, value: limit }: Threshold, value: number): boolean => compares(value, op, limit);

/** How far back inside a value must be before a rule without `clear` is content, as a part of its limit. */
const BACK_INSIDE = 0.05;

/** Inside enough for the finding to end. Equality has no distance: it ends when the rule holds no more. */
function isInside(threshold: Threshold, value: number): boolean {
  if (isBroken(threshold, value)) return false;
  const margin = BACK_INSIDE * Math.abs(threshold.value);
  switch (threshold.op) {
    case "<":
    case "<=":
      return value >= (threshold.clear ?? threshold.value + margin);
    case ">":
    case ">=":
      return value <= (threshold.clear ?? threshold.value - margin);
    case "=":
    case "!=":
      return true;
  }
}

const EXPECTED: Record<Threshold["op"], string> = {
  "<": "at least ",
  "<=": "more than ",
  ">": "at most ",
  ">=": "less than ",
  "=": "anything but ",
  "!=": "",
};

function brokenText({ metric, op, value: limit, times }: Threshold, value: number): string {
  const row = times > 1 ? `, ${times} times in a row` : "";
  return `${metricText(metric)} was ${valueText(metric, value)}, ${EXPECTED[op]}${valueText(metric, limit)} expected${row}`;
}

/** What it means that a success comes without a metric, by metric; where rules differ, the worse counts. */
export function missingSeverities(thresholds: readonly Threshold[]): Map<string, Severity> {
  const found = new Map<string, Severity>();
  for (const { metric, missing } of thresholds)
    if (missing !== "ignore" && found.get(metric) !== "page") found.set(metric, missing);
  return found;
}

/** Whether the metrics came that a success must bring; any ping that brings one is enough to end the finding. */
export function judgeMissing(
  thresholds: readonly Threshold[],
  values: Readonly<Record<string, number>>,
  isSuccess: boolean,
): Verdict[] {
  return [...missingSeverities(thresholds)].flatMap(([metric, severity]): Verdict[] => {
    const rule = missingRule(metric);
    if (own(values, metric) !== undefined) return [{ rule, says: "fine" }];
    const text = `${metricText(metric)} did not come with the last success`;
    return isSuccess ? [{ rule, says: "objects", severity, metric, text }] : [];
  });
}
