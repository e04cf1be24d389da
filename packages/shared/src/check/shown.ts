import type { MonitorState, MonitorStatus, Step, Verdict } from "./verdict.ts";
import type { Ask } from "./round.ts";
import type { Region } from "./region.ts";
import type { Instant } from "../time.ts";

/** What a monitor is shown as, and when that changed. */

/**
 * The one word for a monitor, by precedence: PAUSED, MAINTENANCE, UNKNOWN, DOWN, INTERMITTENT, REGIONAL, DEGRADED, UP
 * (spec "checks" §3.2). A suspicion shows only where nothing but DEGRADED or UP would.
 * @param maintained whether a maintenance window is open for it (`isMaintained` in `team/watch-maintenance.ts`)
 */
export function shownStatus(state: MonitorState, maintained: boolean): MonitorStatus {
  if (state.status === "paused") return "paused";
  if (maintained) return "maintenance";
  if (state.status === "unknown" || state.status === "down") return state.status;
  return state.status === "suspect" && !hasOverlay(state) ? "suspect" : settledStatus(state);
}

/** As {@link shownStatus}, with what lies beneath a suspicion: what verdicts are about. */
export function settledStatus(state: MonitorState): MonitorStatus {
  const { status, beneath, intermittent, degraded, expiry } = state;
  if (status === "paused" || status === "unknown") return status;
  const core = status === "suspect" ? beneath : status;
  if (core === "down") return "down";
  if (intermittent !== null) return "intermittent";
  if (regionalRegions(state).length > 0) return "regional";
  if (core === "new") return "new";
  return degraded !== null || expiry.expiring !== null ? "degraded" : "up";
}

const hasOverlay = (state: MonitorState): boolean => state.intermittent !== null || regionalRegions(state).length > 0;

/** The regions that fail where others do not. */
export const regionalRegions = (state: MonitorState): Region[] => Object.keys(state.regional) as Region[];

/** What a rule made of a monitor. `since`: from when what it is shown as holds, unless that is now; `endedAt`: of a recovery. */
export type Move = { state: MonitorState; ask?: Ask[]; since?: Instant; endedAt?: Instant };

/** Compares before and after: a step with its verdict, and `since` set where it changed. */
export function concluded(before: MonitorState, move: Move, now: Instant): Step {
  const { ask = [], endedAt } = move;
  const [from, to] = [settledStatus(before), settledStatus(move.state)];
  const since = sinceOf(move, to, now);
  if (from === to) return { state: move.state, ask, verdict: null };
  const state = { ...move.state, since };
  const verdict: Verdict = { from, to, startedAt: since };
  if (endedAt === undefined) return { state, ask, verdict };
  return { state, ask, verdict: { ...verdict, startedAt: before.startedAt ?? endedAt, endedAt } };
}

function sinceOf({ state, since, endedAt }: Move, to: MonitorStatus, now: Instant): Instant {
  if (since !== undefined) return since;
  if (to === "down") return state.startedAt ?? now;
  if (to === "regional")
    return Math.min(...regionalRegions(state).map((region) => state.regional[region]?.since ?? now));
  return endedAt ?? now;
}
