import { forecastRule, judgeForecasts } from "./forecast.ts";
import type { Insight, InsightRules, Severity } from "./insight.ts";
import { recordPoints } from "./record.ts";
import { judgeSanity, type JudgedPing, type Surroundings } from "./sanity.ts";
import { admit } from "./series.ts";
import {
  distinctThresholds,
  judgeMissing,
  judgeThresholds,
  missingRule,
  missingSeverities,
  thresholdRule,
} from "./thresholds.ts";
import { tell, type Told } from "./verdict.ts";

/** What one ping, and what an edit of the rules, does to the findings. Spec "heartbeats" §6. */

/** Beside the findings: the values to record, which of them as flagged, and how many had no room. */
export type JudgedInsight = Told & { values: Record<string, number>; flagged: string[]; refused: number };

/**
 * Judges a ping. A finding in `raised` is new, or is known and has another severity now, which may be the lower one: what
 * was a page is then an incident no longer.
 * @param insight as known before the ping
 * @param around zone: IANA zone for times in sentences
 * @throws {AppError} `invalid` for a schedule that cannot be read
 */
export function judgePing(
  rules: InsightRules,
  insight: Insight,
  ping: JudgedPing,
  around: Surroundings & { zone: string; roomInTeam?: number },
): JudgedInsight {
  if (ping.type === "ign") return { raised: [], cleared: [], values: {}, flagged: [], refused: 0 };
  const wanted = [...rules.thresholds, ...rules.forecasts].map(({ metric }) => metric);
  const { values, refused } = admit(insight, ping.values, wanted, around.roomInTeam);
  const { verdicts, flagged } = judgeSanity(rules.sanity, insight, { ...ping, values }, around);
  const after = recordPoints(insight, ping.at, ping.type, values, flagged);
  const told = tell(
    insight,
    [
      ...judgeThresholds(rules.thresholds, after, values),
      ...judgeMissing(rules.thresholds, ping.values, ping.type === "success"),
      ...judgeForecasts(rules.forecasts, after, values, around.zone),
      ...verdicts,
    ],
    ping.at,
  );
  return { ...told, values, flagged, refused };
}

/**
 * What edited rules do at once: findings of rules that were removed or switched off are over, and those that may only warn
 * now do so. What they object to beyond that shows at the next ping.
 */
export function reviseFindings(rules: InsightRules, insight: Insight): Told {
  const told: Told = { raised: [], cleared: [] };
  const most = worstSeverities(rules);
  for (const finding of Object.values(insight.findings)) {
    const worst = most.get(finding.rule.startsWith("tooSmall:") ? "tooSmall" : finding.rule);
    if (worst === undefined) told.cleared.push(finding.rule);
    else if (worst === "warn" && finding.severity === "page") told.raised.push({ ...finding, severity: "warn" });
  }
  return told;
}

/** How each rule may speak at worst. */
function worstSeverities({ thresholds, forecasts, sanity }: InsightRules): Map<string, Severity> {
  const most = new Map<string, Severity>();
  for (const threshold of distinctThresholds(thresholds)) most.set(thresholdRule(threshold), threshold.severity);
  for (const [metric, severity] of missingSeverities(thresholds)) most.set(missingRule(metric), severity);
  for (const forecast of forecasts) most.set(forecastRule(forecast), "page");
  for (const [rule, mode] of Object.entries(sanity)) if (mode !== "off") most.set(rule, mode);
  return most;
}
