import { NOTHING_KNOWN_OF_EXPIRY } from "./expiry.ts";
import type { Region } from "./region.ts";
import { armMonitor, dropRound, withoutCounters, type CheckSettings, type MonitorState } from "./verdict.ts";
import { SECOND, type Instant } from "../time.ts";

/** What is done to a monitor from outside: a pause, an edit, a check at once, a restart of ours. */

/** Stops checking. Resuming is {@link resumeMonitor}. @param until when it resumes by itself; null: when somebody says so */
export function pauseMonitor(state: MonitorState, at: Instant, until: Instant | null = null): MonitorState {
  return {
    ...withoutCounters(state),
    status: "paused",
    beneath: "new",
    since: at,
    startedAt: null,
    armedAt: null,
    round: null,
    rounds: 0,
    failedRound: 0,
    troubles: [],
    intermittent: null,
    expiry: { ...state.expiry, expiring: null },
    pausedUntil: until,
  };
}

/** Checks again, as a new monitor would, with what is known of certificates and blind regions. */
export const resumeMonitor = ({ blind, dropped, expiry }: MonitorState, at: Instant): MonitorState => ({
  ...armMonitor(at),
  blind,
  dropped,
  expiry,
});

/**
 * After an edit: the open round is void, counters and regions no longer configured are forgotten, and all regions are asked
 * at once. The verdict stands until votes on the new settings change it.
 */
export function reviseMonitor(settings: CheckSettings, state: MonitorState, at: Instant): MonitorState {
  if (state.status === "paused") return state;
  const kept = <T>(record: Partial<Record<Region, T>>): Partial<Record<Region, T>> =>
    Object.fromEntries(Object.entries(record).filter(([region]) => (settings.regions as string[]).includes(region)));
  return {
    ...withoutCounters(dropRound(state, at)),
    armedAt: at,
    dropped: [],
    troubles: [],
    failedRound: state.intermittent === null ? 0 : state.failedRound,
    expiry: NOTHING_KNOWN_OF_EXPIRY,
    blind: kept(state.blind),
    regions: {},
  };
}

const CHECK_NOW_EVERY = 10 * SECOND;

/** Asks all regions at once, as one round, unless one is under way or somebody did so in the last ten seconds. */
export function checkNow(state: MonitorState, now: Instant): MonitorState {
  const often = state.checkedNowAt !== null && now - state.checkedNowAt < CHECK_NOW_EVERY;
  if (state.status === "paused" || state.round !== null || often) return state;
  return { ...state, armedAt: now, checkedNowAt: now };
}

/** After the Team object lost its memory: answers under way will not come, so open rounds are asked again (spec "checks" §2). */
export function restartMonitor(state: MonitorState): MonitorState {
  if (state.round === null) return state;
  const asked = state.round.asked.map((entry) =>
    entry.reply === "awaited" ? { ...entry, reply: "lost" as const } : entry,
  );
  return { ...state, round: { ...state.round, asked } };
}
