import { SECOND } from "@nightbell/shared/time";
import type { MonitorDetail, ResultView } from "@nightbell/shared/views/monitor-views";
import type { Mark } from "../../../ui/mark.ts";

export type ResultBar = { result: ResultView; tone: Mark["tone"]; height: number };

/** A void result (its region was blind) is neither pass nor fail. */
export function resultMark(result: Pick<ResultView, "ok" | "slow" | "void">): Mark {
  if (result.void) return { shape: "ring", tone: "idle", word: "void" };
  if (!result.ok) return { shape: "square", tone: "down", word: "failed" };
  return result.slow ? { shape: "half", tone: "late", word: "slow" } : { shape: "disc", tone: "up", word: "passed" };
}

/** Bars of response time, oldest first; heights are shares of the slowest in 0…1. @param results newest first */
export function resultBars(results: readonly ResultView[]): ResultBar[] {
  const slowest = Math.max(1, ...results.map((result) => result.totalMs));
  return results
    .map((result) => ({ result, tone: resultMark(result).tone, height: 0.12 + 0.88 * (result.totalMs / slowest) }))
    .toReversed();
}

/** Failures first, then newest first, and no more than a screenful. */
export const worstFirst = (results: readonly ResultView[], limit: number): ResultView[] =>
  results
    .toSorted((a, b) => Number(a.ok || a.void) - Number(b.ok || b.void) || Date.parse(b.at) - Date.parse(a.at))
    .slice(0, limit);

const PHASES = [
  ["dns", "name"],
  ["connect", "connection"],
  ["tls", "TLS"],
  ["ttfb", "first byte"],
  ["download", "download"],
] as const;

export type Phase = { key: string; word: string; ms: number };

/** What a check spent its time on, in the order it happened; what could not be told apart is left out. */
export const phasesOf = ({ phases }: Pick<ResultView, "phases">): Phase[] =>
  phases === null
    ? []
    : PHASES.flatMap(([key, word]) => (phases[key] === null ? [] : [{ key, word, ms: phases[key] }]));

/** True until the first answer is in. */
export const isUnseen = ({ status, results }: Pick<MonitorDetail, "status" | "results">): boolean =>
  status === "new" && results.length === 0;

/** A new or resumed monitor asks all its regions within this, in ms. Spec "checks" §2. */
const ASKED_WITHIN = 5 * SECOND;

/** Whole seconds until a new monitor has its first results at the latest; 0 once they are due. @param now epoch ms */
export function secondsToFirstResults({ since, input }: Pick<MonitorDetail, "since" | "input">, now: number): number {
  if (since === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(since) + ASKED_WITHIN + input.timeoutMs - now) / SECOND));
}
