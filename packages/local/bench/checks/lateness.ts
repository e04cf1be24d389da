import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { dueAt, type TeamScale } from "@nightbell/shared/check/tick";
import { SECOND } from "@nightbell/shared/time";
import { percentile } from "../table.ts";
import type { Arrivals } from "./site-process.ts";

/** How late ticks ran: from the instant at which each was due to its request at the target, in ms. */
export type Lateness = {
  ticks: number;
  p50: number;
  p99: number;
  max: number;
  /** Ticks that were not asked before the next one was due. */
  missed: number;
};

/**
 * The lateness of all ticks that were due in [from, until), epoch ms. An interval after `until` must have been seen too.
 * @param monitors with their numbers at the site
 */
export function latenessOf(
  monitors: ReadonlyMap<number, MonitorSettings>,
  team: TeamScale,
  arrivals: Arrivals,
  from: number,
  until: number,
): Lateness {
  const late: number[] = [];
  let missed = 0;
  const byMonitor = Map.groupBy(arrivals, ([monitor]) => monitor);
  for (const [n, settings] of monitors) {
    const interval = settings.intervalSeconds * SECOND;
    const asked = byMonitor.get(n) ?? [];
    for (let due = dueAt(settings, team, interval, from); due < until; due += interval) {
      const first = asked.find(([, at]) => at >= due && at < due + interval);
      if (first === undefined) missed += 1;
      else late.push(first[1] - due);
    }
  }
  late.sort((a, b) => a - b);
  return {
    ticks: late.length + missed,
    p50: percentile(late, 0.5),
    p99: percentile(late, 0.99),
    max: late.at(-1) ?? Number.NaN,
    missed,
  };
}
