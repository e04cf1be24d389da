import type { Forecast, SanityRule, Threshold } from "@nightbell/shared/heartbeat/insight/insight";
import type { FindingView } from "@nightbell/shared/views/views";
import { metricName, metricText } from "./metrics.ts";

/** Operators as words; written out here, because the shared list would bring the schema library along. */
export const OPERATOR_WORDS: Record<Threshold["op"], string> = {
  "<": "is under",
  "<=": "is at most",
  ">": "is over",
  ">=": "is at least",
  "=": "is exactly",
  "!=": "is not",
};

const VERBS = { warn: "Warns", page: "Pages" } as const;
const MISSING = { ignore: "", warn: " A success without it warns.", page: " A success without it pages." } as const;

/** "Pages when rows is under 1,000, 2 times in a row." */
export function thresholdSentence(rule: Threshold): string {
  const value = (at: number): string => metricText(rule.metric, at);
  const times = rule.times === 1 ? "" : `, ${rule.times} times in a row`;
  const clear = rule.clear === null ? "" : ` It clears at ${value(rule.clear)}.`;
  return `${VERBS[rule.severity]} when ${metricName(rule.metric)} ${OPERATOR_WORDS[rule.op]} ${value(rule.value)}${times}.${clear}${MISSING[rule.missing]}`;
}

/** When a forecast speaks is fixed: spec "heartbeats" §6.2. */
export const forecastSentence = ({ metric, limit, direction }: Forecast): string =>
  `Looks ahead at ${metricName(metric)}: warns a day, and pages 4 hours, before it ${direction === "up" ? "grows" : "falls"} to ${metricText(metric, limit)} at its rate.`;

/** The learned rules and what each is about. */
export const SANITY_WORDS: Record<SanityRule, string> = {
  tooShort: "Too short",
  tooLong: "Too long",
  tooSmall: "Too small",
  tooOften: "Too often",
};
export const SANITY_ORDER: readonly SanityRule[] = ["tooShort", "tooLong", "tooSmall", "tooOften"];

/** Whether a finding comes from what was learned, so that a person can say that it is normal. */
export const isLearned = ({ rule }: Pick<FindingView, "rule">): boolean =>
  SANITY_ORDER.some((learned) => rule === learned || rule.startsWith(`${learned}:`));

/** "1 failure in a row is tolerated so far; one more and we page." */
export const degradedSentence = ({ failures, tolerance }: { failures: number; tolerance: number }): string => {
  const left = tolerance - failures + 1;
  const some = failures === 1 ? "1 failure has" : `${failures} failures in a row have`;
  return `${some} been tolerated; ${left === 1 ? "one more in a row pages" : `${left} more in a row page`}.`;
};

const ORDER = { page: 0, warn: 1 } as const;

/** Findings in the order in which they need somebody. */
export const worstFirst = (findings: readonly FindingView[]): FindingView[] =>
  findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
