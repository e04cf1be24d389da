import { DAY, HOUR, MINUTE, type Instant } from "../../time.ts";
import { clockText, placeOf } from "../time-text.ts";
import { windowsOf } from "./forecast-windows.ts";
import type { Forecast, Insight, Severity } from "./insight.ts";
import { historyOf, own } from "./series.ts";
import { theilSen } from "./statistics.ts";
import { metricText, valueText } from "./values.ts";
import type { Verdict } from "./verdict.ts";

/** "At this rate it is full in 6 h." Spec "heartbeats" §6.2. */

/** A finding needs both: how soon the limit is reached, and which part of the way to it is gone. */
const LEVELS = {
  page: { horizonMs: 4 * HOUR, share: 0.8 },
  warn: { horizonMs: DAY, share: 0.6 },
} as const;
/** So many times the median residual must fit between the value and the limit. */
const CLEAR_OF_NOISE = 3;
/** Evaluations in a row without a finding that end it. */
const QUIET_EVALUATIONS = 3;
const NO_DOUBT_HORIZONS = 2;

/** The key of the finding that a forecast makes. */
export const forecastRule = ({ metric, limit }: Forecast): string => `forecast:${metric}:${limit}`;

/** @param insight with the ping's values already recorded; `values` are those of this ping */
export function judgeForecasts(
  forecasts: readonly Forecast[],
  insight: Insight,
  values: Readonly<Record<string, number>>,
  zone: string,
): Verdict[] {
  return distinct(forecasts).flatMap((forecast) =>
    own(values, forecast.metric) === undefined ? [] : judge(forecast, insight, zone),
  );
}

/** Of several with the same metric and limit, the first. */
const distinct = (forecasts: readonly Forecast[]): Forecast[] =>
  forecasts.filter((one, i) => forecasts.findIndex((other) => forecastRule(other) === forecastRule(one)) === i);

function judge(forecast: Forecast, insight: Insight, zone: string): Verdict[] {
  const rule = forecastRule(forecast);
  const known = own(insight.findings, rule)?.severity ?? null;
  const now = evaluate(forecast, insight, 0);
  // The rate of what has arrived is of no interest any more: full stays full until it is emptied.
  const level = known !== null && now.distance <= 0 ? "page" : levelOf(now);
  if (rank(level) < rank(known) && !isOver(forecast, insight, now, known)) return [];
  if (level === null) return [{ rule, says: "fine" }];
  const text = textOf(forecast, now, zone);
  return [{ rule, says: "objects", severity: level, metric: forecast.metric, text }];
}

const rank = (severity: Severity | null): number => (severity === null ? 0 : severity === "warn" ? 1 : 2);

/** A finding of this severity ends when the limit is far beyond doubt, or three evaluations in a row do not bear it out. */
function isOver(forecast: Forecast, insight: Insight, now: Evaluation, known: Severity | null): boolean {
  if (known === null) return true;
  const far = NO_DOUBT_HORIZONS * LEVELS[known].horizonMs;
  if (now.times !== null && now.times.every((ms) => ms > far)) return true;
  return Array.from({ length: QUIET_EVALUATIONS - 1 }, (_, i) => evaluate(forecast, insight, i + 1)).every(
    (before) => rank(levelOf(before)) < rank(known),
  );
}

/** What the points up to some point say. */
type Evaluation = {
  at: Instant;
  /** From the value to the limit; negative beyond it. */
  distance: number;
  /** Which part of the way to the limit is gone. */
  share: number;
  /** Until the limit is reached, in ms, at the rate of the short and of the long window; null while too little is known. */
  times: readonly [number, number] | null;
  /** The larger median residual of the two lines. */
  noise: number;
};

function evaluate(forecast: Forecast, insight: Insight, back: number): Evaluation {
  const history = historyOf(insight, forecast.metric, back);
  const { at, value } = history.points.at(-1) ?? { at: 0, value: forecast.limit };
  const up = forecast.direction === "up";
  const distance = up ? forecast.limit - value : value - forecast.limit;
  const way = wayOf(forecast, insight);
  const share = distance <= 0 ? 1 : 1 - distance / way;
  const windows = windowsOf(history, up, way);
  const short = windows && theilSen(windows.short);
  const long = windows && theilSen(windows.long);
  if (!short || !long) return { at, distance, share, times: null, noise: 0 };
  const until = (slope: number): number => {
    const speed = up ? slope : -slope;
    return speed > 0 ? Math.max(0, distance) / speed : Infinity;
  };
  const noise = Math.max(short.residual, long.residual);
  return { at, distance, share, times: [until(short.slope), until(long.slope)], noise };
}

/**
 * The whole way to the limit. What grows to a positive limit starts at nothing; what falls, or grows to a limit that is
 * not positive, starts at the value farthest from it that was ever seen.
 */
function wayOf({ metric, limit, direction }: Forecast, insight: Insight): number {
  if (direction === "up" && limit > 0) return limit;
  const seen = own(insight.extremes, metric) ?? { low: limit, high: limit };
  return direction === "up" ? limit - seen.low : seen.high - limit;
}

function levelOf({ times, share, distance, noise }: Evaluation): Severity | null {
  if (times === null || (distance > 0 && !(CLEAR_OF_NOISE * noise < distance))) return null;
  const holds = ({ horizonMs, share: least }: (typeof LEVELS)[Severity]): boolean =>
    share >= least && times.every((ms) => ms < horizonMs);
  if (holds(LEVELS.page)) return "page";
  return holds(LEVELS.warn) ? "warn" : null;
}

function textOf({ metric, limit }: Forecast, { at, distance, times }: Evaluation, zone: string): string {
  const goal = `${metricText(metric)} ${distance <= 0 ? "has reached" : "reaches"} ${valueText(metric, limit)}`;
  if (distance <= 0 || times === null) return goal;
  const soonest = Math.min(...times);
  const then = at + soonest;
  // Less than a day ahead, so the time of day says it all.
  return `${goal} in about ${roughly(soonest)} (${clockText(then, then, zone, false)} ${placeOf(zone)})`;
}

function roughly(ms: number): string {
  if (ms >= HOUR) return `${Math.round(ms / HOUR)} h`;
  return `${Math.max(1, Math.round(ms / MINUTE))} min`;
}
