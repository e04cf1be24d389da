import type { CheckType } from "./spec/spec.ts";
import { NOTHING_KNOWN_OF_EXPIRY, type Expiry } from "./expiry.ts";
import { isProbeId, type Region } from "./region.ts";
import type { Ask, Round } from "./round.ts";
import type { Certificate, Phases, Registration } from "./protocol.ts";
import type { Cause } from "./cause.ts";
import type { MonitorSettings } from "./settings.ts";
import { intervalMs } from "./tick.ts";
import { DAY, type Instant } from "../time.ts";

/** A monitor's state: what its rounds have come to. Plain JSON; every rule about it is in this folder. */

/** What the verdict rules need of a monitor's settings. */
export type CheckSettings = Pick<
  MonitorSettings,
  "id" | "revision" | "intervalSeconds" | "timeoutMs" | "recoverySeconds" | "regions" | "everyRegion"
> & { check: { type: CheckType } };

/** How a monitor stands by its quorum alone. What it is shown as is `shownStatus`. */
export type CoreStatus = "new" | "up" | "suspect" | "down" | "unknown" | "paused";
/** What lies beneath `suspect` and `unknown`, and resumes after them. */
export type Standing = "new" | "up" | "down";

/** One answer as it is listed. */
export type RecentResult = {
  at: Instant;
  region: Region;
  ok: boolean;
  slow?: boolean;
  void: boolean;
  cause: Cause | null;
  detail: string | null;
  status: number | null;
  totalMs: number;
  phases?: Phases;
};

/** A region's last countable vote. */
export type RegionVote = {
  at: Instant;
  ok: boolean;
  slow?: boolean;
  colo: string;
  totalMs: number;
  detail: string | null;
  cause?: Cause | null;
};

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

/** Consecutive rounds in which a region failed alone: how many, and when its first failing check was asked. */
export type Streak = { rounds: number; since: Instant; round: number };
/** A region that fails where others do not; `passes`: consecutive rounds in which it passed since. */
export type Regional = { since: Instant; passes: number };
/** A round that counts for INTERMITTENT, by its number: split by these regions, or a turn between up and down. */
export type Trouble = { round: number; failing: Region[]; turned: boolean };
/** Consecutive rounds in which every vote was slow. */
export type SlowStreak = { rounds: number; colos: string[] };

export type MonitorState = {
  status: CoreStatus;
  beneath: Standing;
  /** Since when it stands as it is shown: of an outage, its first failing check; of a recovery, its first good one. */
  since: Instant;
  /** The running outage's first failing check; null while not down. */
  startedAt: Instant | null;
  /** All regions are to be asked from then on, as one round. */
  armedAt: Instant | null;
  round: Round | null;
  /** Ticks up to here have run, were absorbed by a round, or were missed. */
  through: Instant;
  missed: number;
  /** When the newest countable vote was asked. */
  lastVoteAt: Instant | null;
  /** After a restart, votes that were lost with the memory are not held against the monitor until then. */
  doubtUntil: Instant | null;
  /** Regions asked at every tick until they pass: they failed in a split round, or a REGIONAL one passed once. */
  watched: Region[];
  /** Regions that cannot see at present, and since when. */
  blind: Partial<Record<Region, Instant>>;
  /** Regions whose last calls brought no answer, and since when. */
  silent: Partial<Record<Region, Instant>>;
  /** Regions that a person told us to ignore, until the next edit. */
  dropped: Region[];
  regions: Partial<Record<Region, RegionVote>>;
  recovery: Recovery | null;
  streaks: Partial<Record<Region, Streak>>;
  regional: Partial<Record<Region, Regional>>;
  /** How many rounds were closed, and the number of the last one with a failing vote that counts. */
  rounds: number;
  failedRound: number;
  /** Oldest first. */
  troubles: Trouble[];
  intermittent: { since: Instant } | null;
  slow: SlowStreak | null;
  /** Consecutive rounds without a slow vote. */
  swift: number;
  degraded: { since: Instant } | null;
  expiry: Expiry;
  /** While paused: when it resumes by itself. */
  pausedUntil: Instant | null;
  /** When somebody last asked for a check at once. */
  checkedNowAt: Instant | null;
  /** Newest first. */
  results: RecentResult[];
  failure: Failure | null;
};

export const RECENT_RESULTS = 60;

/** What a monitor is shown as. Spec "checks" §3.2, precedence. */
export type MonitorStatus =
  | "new"
  | "up"
  | "suspect"
  | "degraded"
  | "regional"
  | "intermittent"
  | "down"
  | "unknown"
  | "paused"
  | "maintenance";

/** A change of verdict. Suspicion is internal and never one. */
export type Verdict = {
  from: MonitorStatus;
  to: MonitorStatus;
  /** Since when `to` holds; of a recovery (`endedAt` set), when the outage began. */
  startedAt: Instant;
  /** Only of a recovery: when the first good check was asked. */
  endedAt?: Instant;
};

/** What became of one {@link Ask}. Its instant is the Team object's own, kept when it was asked. */
export type Outcome = Pick<Ask, "region" | "tick" | "attempt" | "revision"> & {
  colo: string;
  /** `void`: a failed or late call, `not_run`, or a failure whose control targets failed too. */
  result: "pass" | "fail" | "void";
  /** With `pass`: it took longer than it should. */
  slow?: boolean | undefined;
  /** With `void`: the region's control targets were unreachable, so it is blind until `applySight` says otherwise. */
  blind?: boolean | undefined;
  /** With `void`: what was asked for could not be seen (a registry that does not answer). The last answer stands. */
  unknown?: boolean | undefined;
  cause?: Cause | undefined;
  detail?: string | undefined;
  status?: number | undefined;
  totalMs: number;
  phases?: Phases | undefined;
  evidence?: string | undefined;
  certificate?: Certificate | undefined;
  registration?: Registration | undefined;
};

/** The state after, what is to be asked at once (record it with `asked`), and the verdict if it changed. */
export type Step = { state: MonitorState; ask: Ask[]; verdict: Verdict | null };

/** What a new monitor knows of its target: nothing. Also what a state of an older release lacks. */
export const FRESH = {
  startedAt: null,
  armedAt: null,
  round: null,
  missed: 0,
  lastVoteAt: null,
  doubtUntil: null,
  watched: [],
  blind: {},
  silent: {},
  dropped: [],
  regions: {},
  recovery: null,
  streaks: {},
  regional: {},
  rounds: 0,
  failedRound: 0,
  troubles: [],
  intermittent: null,
  slow: null,
  swift: 0,
  degraded: null,
  expiry: NOTHING_KNOWN_OF_EXPIRY,
  pausedUntil: null,
  checkedNowAt: null,
  results: [],
  failure: null,
} satisfies Partial<MonitorState>;

/** What is forgotten when a monitor is paused, edited or down: all that its last rounds added up to. */
const NO_COUNTERS = {
  watched: [],
  recovery: null,
  streaks: {},
  regional: {},
  slow: null,
  swift: 0,
  degraded: null,
} satisfies Partial<MonitorState>;

/** An outage speaks for itself: nobody is watched, and what single regions saw or how fast they were is forgotten. */
export const withoutCounters = (state: MonitorState): MonitorState => ({ ...state, ...NO_COUNTERS });

/** A new or resumed monitor: all its regions are asked at once. */
export function armMonitor(at: Instant): MonitorState {
  return { ...FRESH, status: "new", beneath: "new", since: at, armedAt: at, through: at };
}

/** The regions that can vote, in configured order. */
export const sightedRegions = (settings: CheckSettings, state: MonitorState): Region[] =>
  settings.regions.filter((region) => state.blind[region] === undefined && !state.dropped.includes(region));

/** True when a private probe is the only voter: what it says is marked so (spec "checks" §3.2.6). */
export const singleVantage = ({ regions }: Pick<CheckSettings, "regions">): boolean =>
  regions.length === 1 && regions.every(isProbeId);

/** How many regions, and places, must see for anything to be said. */
export const vantagesNeeded = (settings: CheckSettings): number => (singleVantage(settings) ? 1 : 2);

/** True while too few regions can see. */
export const isUnseen = (settings: CheckSettings, state: MonitorState): boolean =>
  sightedRegions(settings, state).length < vantagesNeeded(settings);

/** Ends the open round without a verdict: suspicion ends, the ticks it absorbed are done. */
export function dropRound(state: MonitorState, now: Instant): MonitorState {
  if (state.round === null) return state;
  const through = Math.max(now, state.round.tick, state.through);
  const rest = { ...state, round: null, through };
  return state.status === "suspect" ? { ...rest, status: state.beneath } : rest;
}

/** It is up, and nothing but a coming expiry is wrong: its passes are no history. */
export const isHealthy = ({ status, intermittent, regional, degraded }: MonitorState): boolean =>
  status === "up" && intermittent === null && degraded === null && Object.keys(regional).length === 0;

/** A registry's answer stands for so long (spec "checks" §1, `domain`). */
const DOMAIN_ANSWER_LASTS = 7 * DAY;

/** How long a vote counts, in ms: two configured intervals (spec "checks" §3.1); a week for what a registry says. */
export const voteLife = (settings: CheckSettings): number =>
  settings.check.type === "domain" ? DOMAIN_ANSWER_LASTS : 2 * intervalMs(settings, true);
