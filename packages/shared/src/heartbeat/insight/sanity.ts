import { SECOND, type Instant } from "../../time.ts";
import type { PingType } from "../ping.ts";
import type { Schedule } from "../settings.ts";
import type { Insight, Sanity } from "./insight.ts";
import { judgeOften, oftenText, type SeenPing } from "./often.ts";
import { isAllowed, overdueAt } from "./running.ts";
import { own } from "./series.ts";
import { learnedSeverity } from "./trust.ts";
import { RUNS_TO_LEARN, usualLong, usualShort, usualSmall } from "./usual.ts";
import { metricText, valueText } from "./values.ts";
import type { Verdict } from "./verdict.ts";

/** What a run is compared with that the rules have learned by themselves. Spec "heartbeats" §6.3. */

/** One ping with all its values. */
export type JudgedPing = { at: Instant; type: PingType; values: Readonly<Record<string, number>>; late: boolean };

/** What else is known when it comes. */
export type Surroundings = {
  schedule: Schedule;
  /** Recent pings in any order, without this one. */
  recent: readonly SeenPing[];
  /** When starts and successes were refused for their number. */
  shed: readonly Instant[];
  /** When the runs began that are still open once this ping has counted. */
  running: readonly Instant[];
};

/** Verdicts, and the metrics whose value is no part of what is normal. */
export type SanityVerdicts = { verdicts: Verdict[]; flagged: string[] };

/** Metrics that can be too small: the size of the output, and what the job measured in bytes or counted. */
export const isSize = (metric: string): boolean => /^body_bytes$|_bytes$|_count$/.test(metric);

/** @param insight without this ping; `values` are those that have room in it */
export function judgeSanity(
  sanity: Sanity,
  insight: Insight,
  ping: JudgedPing,
  surroundings: Surroundings,
): SanityVerdicts {
  const found: SanityVerdicts = { verdicts: [], flagged: [] };
  if (ping.type === "success" || ping.type === "fail") judgeDuration(found, sanity, insight, ping, surroundings);
  if (ping.type === "success") judgeSizes(found, sanity, insight, ping);
  if (ping.type === "success" || ping.type === "start") judgeRate(found, sanity, insight, ping, surroundings);
  return found;
}

/** A failure may end as soon or as late as it likes, but what has ended runs no longer. */
function judgeDuration(
  found: SanityVerdicts,
  sanity: Sanity,
  insight: Insight,
  { at, type, values }: JudgedPing,
  { running }: Surroundings,
): void {
  const seconds = type === "success" ? own(values, "duration") : undefined;
  const short = usualShort(insight);
  const shortSays = learnedSeverity(sanity.tooShort, insight, at);
  if (seconds !== undefined && short && short.limit !== null && seconds < short.limit && shortSays !== null) {
    const text = `${runText(seconds, short.usual)}, at least ${valueText("duration", short.limit)} expected`;
    object(found, { rule: "tooShort", severity: shortSays, metric: "duration", text });
  } else if (seconds !== undefined) found.verdicts.push({ rule: "tooShort", says: "fine" });

  const long = usualLong(insight);
  const longSays = learnedSeverity(sanity.tooLong, insight, at);
  const isLong = seconds !== undefined && long !== null && seconds > long.limit;
  // What somebody called normal while it ran is normal once it has ended.
  if (isLong && longSays !== null && !isAllowed(insight, at - seconds * SECOND)) {
    const text = `${runText(seconds, long.usual)}, at most ${valueText("duration", long.limit)} expected`;
    object(found, { rule: "tooLong", severity: longSays, metric: "duration", text });
  } else if (!running.some((startedAt) => (overdueAt(sanity, insight, startedAt) ?? Infinity) <= at))
    found.verdicts.push({ rule: "tooLong", says: "fine" });
}

const runText = (seconds: number, usual: number): string =>
  `a run took ${valueText("duration", seconds)}, usually ${valueText("duration", usual)}`;

function judgeSizes(found: SanityVerdicts, sanity: Sanity, insight: Insight, { at, values }: JudgedPing): void {
  const severity = learnedSeverity(sanity.tooSmall, insight, at);
  for (const [metric, value] of Object.entries(values).filter(([name]) => isSize(name))) {
    const rule = `tooSmall:${metric}`;
    const usual = usualSmall(insight, metric);
    if (usual && usual.limit !== null && value < usual.limit && severity !== null) {
      const critical = value < usual.critical ? "critical: " : "";
      const text = `${critical}${metricText(metric)} was ${valueText(metric, value)}, usually ${valueText(metric, usual.usual)}, at least ${valueText(metric, usual.limit)} expected`;
      object(found, { rule, severity, metric, text });
    } else found.verdicts.push({ rule, says: "fine" });
  }
}

function judgeRate(
  found: SanityVerdicts,
  sanity: Sanity,
  insight: Insight,
  ping: JudgedPing,
  { schedule, recent, shed }: Surroundings,
): void {
  const severity = learnedSeverity(sanity.tooOften, insight, ping.at);
  if (severity === null || insight.successes < RUNS_TO_LEARN) return;
  const often = judgeOften(insight, schedule, ping.at, [...recent, ping], shed);
  if (!often || often.says === null) return;
  const rule = "tooOften";
  if (often.says === "fine") found.verdicts.push({ rule, says: "fine" });
  else {
    const text = oftenText(often.runs, often.expected, often.lengthMs);
    found.verdicts.push({ rule, says: "objects", severity, metric: null, text });
  }
}

function object(
  found: SanityVerdicts,
  verdict: Omit<Extract<Verdict, { says: "objects" }>, "says" | "metric"> & { metric: string },
): void {
  found.verdicts.push({ ...verdict, says: "objects" });
  found.flagged.push(verdict.metric);
}
