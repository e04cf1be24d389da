import type { Instant } from "../../time.ts";
import type { Finding, Insight, Severity } from "./insight.ts";
import { own } from "./series.ts";

/** What one rule says of one ping: it objects, it objects no longer, or it has no new opinion. */
export type Verdict =
  | { rule: string; says: "objects"; severity: Severity; metric: string | null; text: string }
  | { rule: string; says: "fine" };

/** What is to be told: findings that are new or of another severity now, and the keys of those that are over. */
export type Told = { raised: Finding[]; cleared: string[] };

/**
 * Compares verdicts with what is known. A finding that stands is not told again and keeps its first text; one that changes
 * its severity keeps its beginning.
 */
export function tell(insight: Insight, verdicts: readonly Verdict[], at: Instant): Told {
  const told: Told = { raised: [], cleared: [] };
  for (const verdict of verdicts) {
    const known = own(insight.findings, verdict.rule);
    if (verdict.says === "fine") {
      if (known) told.cleared.push(verdict.rule);
    } else if (known?.severity !== verdict.severity) {
      const { rule, severity, metric, text } = verdict;
      told.raised.push({ rule, severity, since: known?.since ?? at, text, metric });
    }
  }
  return told;
}
