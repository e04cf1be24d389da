import { setTimeout as sleep } from "node:timers/promises";
import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { SECOND } from "@nightbell/shared/time";
import type { Counts } from "../workers/counts.ts";
import { latenessOf, type Lateness } from "./lateness.ts";
import { largestIsolate, watchMemory } from "./memory.ts";
import type { Arrivals } from "./site-process.ts";
import type { Site } from "./site.ts";
import type { Stack } from "./stack.ts";
import { INTERVAL_SECONDS, type BenchTeam } from "./team.ts";
import { usageOf } from "./usage.ts";

/** One team on one stack, and what is asked of them. */
export type Trial = { stack: Stack; site: Site; team: BenchTeam };

/** The same of the probes' process and of the Team's. */
type Pair<T> = { probe: T; team: T };

/** What a stretch of time has shown. */
export type Watched = {
  /** Requests for pages. */
  checks: number;
  perSecond: number;
  lateness: Lateness;
  /** CPU per check in ms. */
  cpu: Pair<number>;
  /** The most that the largest isolate of each process held, MB. */
  isolateMb: Pair<number>;
  /** The most memory that each process ever had, MB. */
  peakMb: Pair<number>;
  counts: Counts;
};

const INTERVAL = INTERVAL_SECONDS * SECOND;
const POLL_MS = 200;
const PATIENCE_MS = 120_000;
const REGIONS_EACH = 3;

/** All monitors by their numbers at the site, but for those left out. */
export const monitorsOf = ({ config }: BenchTeam, without: readonly number[] = []): Map<number, MonitorSettings> =>
  new Map([...config.monitors.entries()].filter(([n]) => !without.includes(n)));

/**
 * Waits until the site was asked `times` for every monitor.
 * @returns the instant of the request that completed it, epoch ms
 * @throws Error when that takes more than two minutes
 */
async function askedAll({ site, team }: Trial, times: number): Promise<number> {
  const seen: Arrivals = [];
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(POLL_MS)) {
    seen.push(...(await site.arrivals()));
    const byMonitor = Map.groupBy(seen, ([monitor]) => monitor);
    const completed = team.config.monitors.map((_, n) => byMonitor.get(n)?.[times - 1]?.[1]);
    if (completed.every((at) => at !== undefined)) return Math.max(...completed);
  }
  throw new Error(`${team.config.team.name}: after two minutes some were still not asked`);
}

/** Makes the team. @returns ms until all its monitors had been asked from everywhere */
export async function begin(trial: Trial): Promise<number> {
  const began = Date.now();
  await trial.stack.create(trial.team);
  return (await askedAll(trial, REGIONS_EACH)) - began;
}

/**
 * Watches for `ms`. The lateness is that of ticks due before the last interval, so that each had its time.
 * @param monitors whose lateness counts
 * @param memoryToo looks at the isolates all the time; else at the end only, because it costs them CPU
 */
export async function watch(
  { stack, site, team }: Trial,
  ms: number,
  monitors: ReadonlyMap<number, MonitorSettings>,
  memoryToo: boolean,
): Promise<Watched> {
  const workerds = { probe: stack.probes, team: stack.team() };
  const inspectors = { probe: workerds.probe.inspector ?? 0, team: workerds.team.inspector ?? 0 };
  await site.arrivals();
  const most = memoryToo ? both(inspectors, watchMemory) : both(inspectors, (port) => () => largestIsolate(port));
  const from = Date.now();
  const before = both(workerds, ({ pid }) => usageOf(pid));
  await sleep(ms);
  const until = Date.now();
  const after = both(workerds, ({ pid }) => usageOf(pid));
  const arrivals = await site.arrivals();
  const isolateMb = { probe: await most.probe(), team: await most.team() };
  const checks = arrivals.length;
  const { route, caller, config } = team;
  return {
    checks,
    perSecond: checks / ((until - from) / SECOND),
    lateness: latenessOf(
      monitors,
      { id: config.team.id, monitors: config.monitors.length },
      arrivals,
      from,
      until - INTERVAL,
    ),
    cpu: {
      probe: (after.probe.cpuMs - before.probe.cpuMs) / checks,
      team: (after.team.cpuMs - before.team.cpuMs) / checks,
    },
    isolateMb,
    peakMb: both(after, ({ peakMb }) => peakMb),
    counts: await stack.counts({ route, caller, from, until }),
  };
}

const both = <T, R>({ probe, team }: Pair<T>, of: (one: T) => R): Pair<R> => ({ probe: of(probe), team: of(team) });

/** What a crash of the Team's process costs; ms from the crash on. */
export type Restarted = {
  /** Until the new process listened, ms. */
  listening: number;
  /** Until every monitor had been asked. */
  all: number;
};

/** A minute's row says until when ticks were dispatched: so far into a minute, every monitor has a slot since. */
const INTO_MINUTE = 25 * SECOND;

/** Crashes the Team's process when every monitor has a slot that no row knows of. */
export async function crash(trial: Trial): Promise<Restarted> {
  const into = Date.now() % (60 * SECOND);
  if (into < INTO_MINUTE) await sleep(INTO_MINUTE - into);
  await trial.site.arrivals();
  const crashed = Date.now();
  await trial.stack.restart();
  const listening = Date.now();
  return { listening: listening - crashed, all: (await askedAll(trial, 1)) - crashed };
}
