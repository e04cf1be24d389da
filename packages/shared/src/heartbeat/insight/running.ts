import { SECOND, type Instant } from "../../time.ts";
import type { Finding, Insight, InsightRules, Sanity } from "./insight.ts";
import { own } from "./series.ts";
import { learnedSeverity } from "./trust.ts";
import { usualLong } from "./usual.ts";
import { valueText } from "./values.ts";

/** Runs that take too long while they still run. Spec "heartbeats" §6.3. */

/**
 * When an open run becomes too long, epoch ms; null when it never does, or when that is told already.
 * @param startedAt when the run began, epoch ms
 */
export function tooLongAt(rules: Pick<InsightRules, "sanity">, insight: Insight, startedAt: Instant): Instant | null {
  const due = overdueAt(rules.sanity, insight, startedAt);
  if (due === null) return null;
  const known = own(insight.findings, "tooLong");
  const told =
    known !== undefined &&
    (known.severity === "page" || learnedSeverity(rules.sanity.tooLong, insight, due) === "warn");
  return told ? null : due;
}

/** As {@link tooLongAt}, told or not. */
export function overdueAt(sanity: Sanity, insight: Insight, startedAt: Instant): Instant | null {
  const usual = usualLong(insight);
  if (sanity.tooLong === "off" || !usual || isAllowed(insight, startedAt)) return null;
  return startedAt + Math.ceil(usual.limit * SECOND) + 1;
}

/** Whether somebody called a run normal that had begun by then. */
export const isAllowed = ({ allowed }: Insight, startedAt: Instant): boolean =>
  allowed.runsBefore !== null && startedAt <= allowed.runsBefore;

/** The finding of an open run at `at`; null while it is not too long, or when that is told already. */
export function runningFinding(
  rules: Pick<InsightRules, "sanity">,
  insight: Insight,
  startedAt: Instant,
  at: Instant,
): Finding | null {
  const due = tooLongAt(rules, insight, startedAt);
  const usual = usualLong(insight);
  const severity = learnedSeverity(rules.sanity.tooLong, insight, at);
  if (due === null || at < due || !usual || severity === null) return null;
  const since = own(insight.findings, "tooLong")?.since ?? due;
  // True while it runs, and still true when it has ended.
  const text = `a run takes more than ${valueText("duration", usual.limit)}, usually ${valueText("duration", usual.usual)}`;
  return { rule: "tooLong", severity, since, text, metric: "duration" };
}
