import type { ResultView } from "@nightbell/shared/views/views";
import type { Mark } from "../../../ui/mark.ts";

export type ResultBar = { result: ResultView; tone: Mark["tone"]; height: number };

/** A void result (its region was blind) is neither pass nor fail. */
export function resultMark(result: Pick<ResultView, "ok" | "void">): Mark {
  if (result.void) return { shape: "ring", tone: "idle", word: "void" };
  return result.ok ? { shape: "disc", tone: "up", word: "passed" } : { shape: "square", tone: "down", word: "failed" };
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
