import type { Ask, Round } from "./round.ts";
import { intervalMs } from "./tick.ts";
import type { Cause } from "./protocol.ts";
import type { MonitorSettings, Region } from "./settings.ts";
import type { Instant } from "../time.ts";

/** A monitor's state: what its rounds have come to. Plain JSON; every rule about it is in this folder. */

/** What the verdict rules need of a monitor's settings. */
export type CheckSettings = Pick<
  MonitorSettings,
  "id" | "revision" | "intervalSeconds" | "timeoutMs" | "recoverySeconds" | "regions" | "everyRegion"
>;

export type MonitorStatus = "new" | "up" | "suspect" | "down" | "unknown" | "paused";
/** What lies beneath `suspect` and `unknown`, and resumes after them. */
export type Standing = "new" | "up" | "down";

/** One answer as it is listed. */
export type RecentResult = {
  at: Instant;
  region: Region;
  ok: boolean;
  void: boolean;
  cause: Cause | null;
  detail: string | null;
  status: number | null;
  totalMs: number;
};

/** A region's last countable vote. */
export type RegionVote = { at: Instant; ok: boolean; colo: string; totalMs: number; detail: string | null };

/** The last failing vote, with what the probe kept of the answer. */
export type Failure = {
  at: Instant;
  region: Region;
  cause: Cause | null;
  detail: string | null;
  status: number | null;
  totalMs: number;
  evidence: string | null;
};

/** Consecutive good rounds while down. */
export type Recovery = { firstTick: Instant; firstAt: Instant; rounds: number; colos: string[] };

export type MonitorState = {
  status: MonitorStatus;
  beneath: Standing;
  /** When the present status began. */
  since: Instant;
  /** The running outage's first failing check; null while not down. */
  startedAt: Instant | null;
  /** Set by arming: all regions are to be asked, as one round. */
  armedAt: Instant | null;
  round: Round | null;
  /** Ticks up to here have run, were absorbed by a round, or were missed. */
  through: Instant;
  missed: number;
  /** When the newest countable vote was asked. */
  lastVoteAt: Instant | null;
  /** Regions that failed in a split round: asked at every tick until they pass. */
  watched: Region[];
  /** Regions that cannot see at present, and since when. */
  blind: Partial<Record<Region, Instant>>;
  regions: Partial<Record<Region, RegionVote>>;
  recovery: Recovery | null;
  /** Newest first. */
  results: RecentResult[];
  failure: Failure | null;
};

export const RECENT_RESULTS = 60;

/** A change of verdict. Suspicion is internal and never one. */
export type Verdict = {
  from: Standing | "unknown";
  to: "up" | "down" | "unknown";
  /** Since when `to` holds; of a recovery (`endedAt` set), when the outage began. */
  startedAt: Instant;
  /** Only from down to up: when the first good check was asked. */
  endedAt?: Instant;
};

/** What became of one {@link Ask}. Its instant is the Team object's own, kept when it was asked. */
export type Outcome = Pick<Ask, "region" | "tick" | "attempt" | "revision"> & {
  colo: string;
  /** `void`: a failed or late call, `not_run`, or a failure whose control targets failed too. */
  result: "pass" | "fail" | "void";
  /** With `void`: the region's control targets were unreachable, so it is blind until `applySight` says otherwise. */
  blind?: boolean | undefined;
  cause?: Cause | undefined;
  detail?: string | undefined;
  status?: number | undefined;
  totalMs: number;
  evidence?: string | undefined;
};

/** The state after, what is to be asked at once (record it with `asked`), and the verdict if it changed. */
export type Step = { state: MonitorState; ask: Ask[]; verdict: Verdict | null };

/** A new or resumed monitor: all its regions are asked at once. */
export function armMonitor(at: Instant): MonitorState {
  return {
    status: "new",
    beneath: "new",
    since: at,
    startedAt: null,
    armedAt: at,
    round: null,
    through: at,
    missed: 0,
    lastVoteAt: null,
    watched: [],
    blind: {},
    regions: {},
    recovery: null,
    results: [],
    failure: null,
  };
}

/** Stops checking. Resuming is {@link armMonitor}. */
export function pauseMonitor(state: MonitorState, at: Instant): MonitorState {
  return {
    ...state,
    status: "paused",
    beneath: "new",
    since: at,
    startedAt: null,
    armedAt: null,
    round: null,
    watched: [],
    recovery: null,
  };
}

/**
 * After an edit: the open round is void, regions no longer configured are forgotten, and all regions are asked at once.
 * The verdict stands until votes on the new settings change it.
 */
export function reviseMonitor(settings: CheckSettings, state: MonitorState, at: Instant): MonitorState {
  if (state.status === "paused") return state;
  const kept = <T>(record: Partial<Record<Region, T>>): Partial<Record<Region, T>> =>
    Object.fromEntries(Object.entries(record).filter(([region]) => (settings.regions as string[]).includes(region)));
  return {
    ...dropRound(state, at),
    armedAt: at,
    watched: [],
    recovery: null,
    blind: kept(state.blind),
    regions: kept(state.regions),
  };
}

/** After the Team object lost its memory: answers under way will not come, so open rounds are asked again (spec "checks" §2). */
export function restartMonitor(state: MonitorState): MonitorState {
  if (state.round === null) return state;
  const asked = state.round.asked.map((entry) =>
    entry.reply === "awaited" ? { ...entry, reply: "lost" as const } : entry,
  );
  return { ...state, round: { ...state.round, asked } };
}

/** The regions that can vote, in configured order. */
export const sightedRegions = (settings: CheckSettings, state: MonitorState): Region[] =>
  settings.regions.filter((region) => state.blind[region] === undefined);

/** Ends the open round without a verdict: suspicion ends, the ticks it absorbed are done. */
export function dropRound(state: MonitorState, now: Instant): MonitorState {
  if (state.round === null) return state;
  const through = Math.max(now, state.round.tick, state.through);
  const rest = { ...state, round: null, through };
  return state.status === "suspect" ? { ...rest, status: state.beneath, since: now } : rest;
}

/** How long a vote counts, in ms: two configured intervals (spec "checks" §3.1). */
export const voteLife = (settings: CheckSettings): number => 2 * intervalMs(settings, true);

/** The interval in force, in ms: at most a minute while the monitor is not up. */
export const currentInterval = (settings: CheckSettings, state: MonitorState): number =>
  intervalMs(settings, state.status === "up");

const WATCHDOG_SLACK = 5_000;

/** When the open round is given up for want of an answer; null while none is awaited (spec "checks" §2, watchdog). */
export function overdueAt(settings: CheckSettings, state: MonitorState): Instant | null {
  const waiting = state.round?.asked.filter(({ reply }) => reply === "awaited") ?? [];
  if (waiting.length === 0) return null;
  const patience = 2 * currentInterval(settings, state) + settings.timeoutMs + WATCHDOG_SLACK;
  return Math.min(...waiting.map(({ at }) => at)) + patience;
}
