import type { Instant } from "../../time.ts";
import { durationText } from "../time-text.ts";
import type { Insight, InsightRules, Sanity, SanityRule } from "./insight.ts";
import { isSize } from "./sanity.ts";
import { trustedFrom } from "./trust.ts";
import { RUNS_TO_LEARN, runsWith, usualLong, usualShort, usualSmall } from "./usual.ts";
import { metricText, valueText } from "./values.ts";

/** What the learned rules know, for the screen. Spec "heartbeats" §6.3. */

export type Learned = {
  rule: SanityRule;
  /** What is compared; null where it is no single metric. */
  metric: string | null;
  sentence: string;
  mode: Sanity[SanityRule];
  /** Whether it may page: it has learned enough, and the 14 days of warning only are over. */
  trusted: boolean;
  /** While not trusted: when those days end. */
  until: Instant | null;
};

/**
 * Every learned rule as a sentence, one for each metric that can be too small. None before the first success.
 * @param now epoch ms; without it, the last thing that was heard counts as now
 */
export function learnedRanges(
  { sanity }: Pick<InsightRules, "sanity">,
  insight: Insight,
  now: Instant = lastHeard(insight),
): Learned[] {
  if (insight.successes === 0) return [];
  const from = trustedFrom(insight);
  const learned = (rule: SanityRule, metric: string | null, sentence: string, runs: number): Learned => {
    const trusted = runs >= RUNS_TO_LEARN && from !== null && now >= from;
    return { rule, metric, sentence, mode: sanity[rule], trusted, until: trusted ? null : from };
  };
  const timed = runsWith(insight, "duration");
  return [
    learned("tooShort", "duration", shortSentence(insight), timed),
    learned("tooLong", "duration", longSentence(insight), timed),
    ...smallSentences(insight).map(({ metric, sentence, runs }) => learned("tooSmall", metric, sentence, runs)),
    learned("tooOften", null, oftenSentence(insight), insight.successes),
  ];
}

const lastHeard = ({ series }: Insight): Instant =>
  Object.values(series).reduce((last, points) => Math.max(last, points.at(-1)?.at ?? 0), 0);

/** @param subject what is learned, with a space before it; nothing for runs as such */
const learning = (runs: number, subject = ""): string =>
  `Learning${subject}: ${Math.min(runs, RUNS_TO_LEARN)} of ${RUNS_TO_LEARN} successful runs seen.`;

const UNTIMED = "No run has said how long it took: send a start before it, or its time with it.";

/** What can be said while the limits are unknown. */
const untimed = (insight: Insight): string => {
  const runs = runsWith(insight, "duration");
  return runs === 0 && insight.successes >= RUNS_TO_LEARN ? UNTIMED : learning(runs);
};

const seconds = (value: number): string => valueText("duration", value);

function shortSentence(insight: Insight): string {
  const known = usualShort(insight);
  if (!known) return untimed(insight);
  if (known.limit === null) return `A run usually takes ${seconds(known.usual)}, too little to be too short.`;
  return `A run usually takes ${seconds(known.usual)}; under ${seconds(known.limit)} is too short.`;
}

function longSentence(insight: Insight): string {
  const known = usualLong(insight);
  if (!known) return untimed(insight);
  return `A run usually takes ${seconds(known.usual)}; over ${seconds(known.limit)} is too long, also while it runs.`;
}

type Small = { metric: string | null; sentence: string; runs: number };

function smallSentences(insight: Insight): Small[] {
  const sizes = Object.keys(insight.series).filter((metric) => isSize(metric) && runsWith(insight, metric) > 0);
  const said = sizes.flatMap((metric): Small[] => {
    const known = usualSmall(insight, metric);
    const runs = runsWith(insight, metric);
    if (!known) return [{ metric, sentence: learning(runs, ` ${metricText(metric)}`), runs }];
    if (known.limit === null) return [];
    const usual = `${titled(metric)} is usually ${valueText(metric, known.usual)}`;
    return [{ metric, sentence: `${usual}; under ${valueText(metric, known.limit)} is too small.`, runs }];
  });
  if (said.length > 0) return said;
  return [{ metric: null, sentence: "Runs send no output and no _bytes or _count metric to compare.", runs: 0 }];
}

/** Names of clients stay as they are; our words begin the sentence. */
function titled(metric: string): string {
  const text = metricText(metric);
  return text === metric ? text : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function oftenSentence({ successes, allowed }: Insight): string {
  if (successes < RUNS_TO_LEARN) return learning(successes);
  const usual =
    allowed.paceMs === null
      ? "One run is expected in each interval"
      : `A run comes about every ${durationText(allowed.paceMs)}`;
  return `${usual}; more than 3 beyond that are too often.`;
}
