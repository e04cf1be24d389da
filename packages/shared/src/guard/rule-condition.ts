import { compares } from "../heartbeat/insight/compares.ts";
import { NO_INSIGHT, type Point } from "../heartbeat/insight/insight.ts";
import { own, pointsOf } from "../heartbeat/insight/series.ts";
import { RUNS_TO_LEARN, usualSmall } from "../heartbeat/insight/usual.ts";
import { metricText, valueText } from "../heartbeat/insight/values.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { GuardRule } from "./settings.ts";
import { labelOf, type Scene } from "./targets.ts";

/** What the numbers say. Spec "heartbeats" §7: a missing one holds. */

/** Why a rule does not hold; null when it does. @param facts the caller's own numbers */
export function ruleReason(scene: Scene, rule: GuardRule, facts: Readonly<Record<string, number>>): GuardReason | null {
  switch (rule.kind) {
    case "share_of_median":
      return shareReason(scene, rule);
    case "ratio": {
      const { numerator, denominator } = rule;
      const problem = ratioProblem(rule, own(facts, numerator), own(facts, denominator));
      return problem === null ? null : reason("metric", `${numerator}/${denominator}`, problem);
    }
    case "fact": {
      const value = own(facts, rule.metric);
      if (value === undefined) return reason("metric", rule.metric, notSent(rule.metric));
      if (isTrue(rule, value)) return null;
      const limit = valueText(rule.metric, rule.value);
      const text = `${rule.metric} is ${valueText(rule.metric, value)}, ${ALLOWED[rule.op]}${limit} allowed`;
      return reason("metric", rule.metric, text);
    }
  }
}

const notSent = (metric: string): string => `${metric} was not sent: add m.${metric}=… to the request`;

type Fact = Extract<GuardRule, { kind: "fact" }>;

const ALLOWED: Record<Fact["op"], string> = {
  "<": "less than ",
  "<=": "at most ",
  ">": "more than ",
  ">=": "at least ",
  "=": "only ",
  "!=": "anything but ",
};

const isTrue = ({ op, value: limit }: Fact, value: number): boolean => compares(value, op, limit);

/** Nothing out of nothing is no small share: a job that finds no objects at all may be looking at an empty database. */
function ratioProblem(
  { numerator, denominator, maxPercent }: Extract<GuardRule, { kind: "ratio" }>,
  part: number | undefined,
  whole: number | undefined,
): string | null {
  if (part === undefined) return notSent(numerator);
  if (whole === undefined) return notSent(denominator);
  if (part < 0) return `${numerator} is ${valueText(numerator, part)}, which is no count`;
  if (whole <= 0)
    return `${denominator} is ${valueText(denominator, whole)}, so there is nothing to compare ${numerator} with`;
  const percent = (part / whole) * 100;
  // 7 of 100 must not miss 7 % by the last binary digit.
  if (percent <= maxPercent || part * 100 <= whole * maxPercent) return null;
  const share = valueText("_percent", percent);
  return `${numerator} is ${share} of ${denominator} (${valueText(numerator, part)} of ${valueText(denominator, whole)}), at most ${maxPercent} % allowed`;
}

/** The newest value of a heartbeat against what is usual for it, unless a person called that very value normal. */
function shareReason(scene: Scene, rule: Extract<GuardRule, { kind: "share_of_median" }>): GuardReason | null {
  const { metric, percent } = rule;
  const { team } = scene;
  const about = { kind: "heartbeat" as const, id: rule.heartbeat };
  const target = labelOf(team.config, about);
  const insight = own(team.insights, rule.heartbeat) ?? NO_INSIGHT;
  const say = (text: string, at: number | null = null): GuardReason =>
    reason("metric", target, `${target}: ${text}`, { since: at, about });
  const word = metricText(metric);
  const newest = newestOf(pointsOf(insight, metric));
  if (!newest) return say(`${word} was never reported`);
  const lastPing = team.heartbeats[rule.heartbeat]?.lastPing ?? null;
  if (lastPing !== null && newest.at < lastPing) return say(`${word} did not come with the last run`, lastPing);
  if (newest.accepted) return null;
  const usual = usualSmall(insight, metric)?.usual;
  if (usual === undefined) return say(`${word} is usual only after ${RUNS_TO_LEARN} good runs`, newest.at);
  const value = valueText(metric, newest.value);
  if (usual <= 0) return say(`${word} is usually ${valueText(metric, usual)}, so ${value} says nothing`, newest.at);
  const least = (usual * percent) / 100;
  if (newest.value >= least) return null;
  return say(`${word} was ${value}, at least ${valueText(metric, least)} (${percent} % of usual) needed`, newest.at);
}

/** The newest value of a success: other pings measure nothing that a run made. */
const newestOf = (points: readonly Point[]): Point | undefined => points.findLast(({ aside }) => !aside);
