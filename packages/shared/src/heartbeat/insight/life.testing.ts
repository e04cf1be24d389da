import { DAY, type Instant } from "../../time.ts";
import type { PingType } from "../ping.ts";
import type { Schedule } from "../settings.ts";
import { NO_INSIGHT, type Insight, type InsightRules } from "./insight.ts";
import { judgePing, reviseFindings, type JudgedInsight } from "./judge.ts";
import type { SeenPing } from "./often.ts";
import { acceptAsNormal, recordPoints } from "./record.ts";
import { runningFinding } from "./running.ts";
import type { Told } from "./verdict.ts";

/** Rules that say nothing. */
export const SILENT: InsightRules = {
  thresholds: [],
  forecasts: [],
  sanity: { tooShort: "off", tooLong: "off", tooSmall: "off", tooOften: "off" },
};
/** What a heartbeat has unless somebody says otherwise. */
export const WARNING: InsightRules = {
  ...SILENT,
  sanity: { tooShort: "warn", tooLong: "warn", tooSmall: "warn", tooOften: "warn" },
};
export const PAGING: InsightRules = {
  ...SILENT,
  sanity: { tooShort: "page", tooLong: "page", tooSmall: "page", tooOften: "page" },
};

/** What a ping is besides its values, where it matters. */
export type Extra = { type?: PingType; late?: boolean; shed?: Instant[]; running?: Instant[] };

/** Lives as a team's object does: judges each ping, records it, then keeps what was told. */
export class Life {
  insight: Insight = NO_INSIGHT;
  rules: InsightRules;
  schedule: Schedule = { kind: "period", seconds: DAY / 1_000 };
  readonly pings: SeenPing[] = [];

  constructor(rules: InsightRules) {
    this.rules = rules;
  }

  ping(at: Instant, values: Record<string, number>, extra: Extra = {}): JudgedInsight {
    const { type = "success", late = false, shed = [], running = [] } = extra;
    const around = { zone: "Europe/Riga", schedule: this.schedule, recent: this.pings.slice(-50), shed, running };
    const judged = judgePing(this.rules, this.insight, { at, type, values, late }, around);
    this.insight = recordPoints(this.insight, at, type, judged.values, judged.flagged);
    this.pings.push({ at, type, late });
    this.keep(judged);
    return judged;
  }

  /** Time reaches an open run. */
  look(startedAt: Instant, at: Instant): void {
    const finding = runningFinding(this.rules, this.insight, startedAt, at);
    if (finding) this.keep({ raised: [finding], cleared: [] });
  }

  edit(rules: InsightRules): void {
    this.rules = rules;
    this.keep(reviseFindings(rules, this.insight));
  }

  accept(rule: string): void {
    this.insight = acceptAsNormal(this.insight, rule);
  }

  /** Findings as `rule severity`, sorted. */
  get standing(): string[] {
    return Object.values(this.insight.findings)
      .map(({ rule, severity }) => `${rule} ${severity}`)
      .toSorted();
  }

  textOf(rule: string): string | undefined {
    return this.insight.findings[rule]?.text;
  }

  keep({ raised, cleared }: Told): void {
    const findings = { ...this.insight.findings };
    for (const rule of cleared) delete findings[rule];
    for (const finding of raised) findings[finding.rule] = finding;
    this.insight = { ...this.insight, findings };
  }
}
