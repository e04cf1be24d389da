import { nightOf } from "./coverage-night.ts";
import { peopleItems } from "./coverage-people.ts";
import { thingItems } from "./coverage-things.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { iso } from "./clock.ts";
import { readerZone } from "./on-call-people.ts";
import type { CoverageItem, CoverageView } from "./on-call-views.ts";
import { counted } from "./words.ts";

/** "Am I covered?": a score, and what is wrong. Spec "product" §2.9. */

const WEIGHT: Record<CoverageItem["severity"], number> = { critical: 40, major: 15, minor: 5 };
const SEVERITIES: readonly CoverageItem["severity"][] = ["critical", "major", "minor"];
/** A team that something critical is wrong with is not covered, however little else is. */
const NOT_COVERED = 49;

/** Worst first. Each rule counts once, however often it is broken. @param reader a user */
export function coverageViewOf(state: TeamState, reader: string, now: Instant): CoverageView {
  const zone = readerZone(state, reader);
  const found = [...peopleItems(state, reader, now), ...thingItems(state, now)];
  const items = SEVERITIES.flatMap((severity) => found.filter((item) => item.severity === severity));
  const covered = items.every(({ severity }) => severity !== "critical");
  const holes = items.filter(({ rule }) => rule === "gap").length;
  const more = holes === 0 ? "" : ` ${counted(holes, "hole")} ahead.`;
  return { now: iso(now), score: scoreOf(items), covered, sentence: `${nightOf(state, zone, now)}${more}`, items };
}

/** 100 less the weight of each broken rule. */
export function scoreOf(items: readonly Pick<CoverageItem, "rule" | "severity">[]): number {
  const rules = new Map(items.map(({ rule, severity }) => [rule, severity]));
  const lost = [...rules.values()].reduce((sum, severity) => sum + WEIGHT[severity], 0);
  const score = Math.max(0, 100 - lost);
  return [...rules.values()].includes("critical") ? Math.min(score, NOT_COVERED) : score;
}
