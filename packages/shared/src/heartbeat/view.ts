import { DAY, earliest } from "../time.ts";
import { isTolerated } from "./detect.ts";
import { isSplit, limits } from "./limits.ts";
import { openRuns } from "./runs.ts";
import type { HeartbeatRules } from "./settings.ts";
import type { HeartbeatState } from "./state.ts";

/** What is derived from the stored state (spec "heartbeats" §4.1). Instants are epoch ms. */

/** The API's status: `grace` is expected but not yet an incident. */
export type ViewStatus = "new" | "up" | "grace" | "down" | "paused";
export type HeartbeatViewAt = { status: ViewStatus; started: boolean; nextPing: number | null };

/** When the heartbeat goes down unless a ping comes first; null while down, paused, or waiting for nothing. */
export function deadline(rules: HeartbeatRules, state: HeartbeatState): number | null {
  if (!watching(state)) return null;
  return earliest(limits(rules, state).map(({ kind, at }) => (kind === "never" ? null : at)));
}

/** Failures in a row that the tolerance has absorbed; 0 while there are none or alerting is on anyway. */
export const absorbedFailures = ({ status, failStreak }: HeartbeatState): number =>
  status === "up" || status === "new" ? failStreak : 0;

/** How the heartbeat stands at `now`, whether or not a passed deadline has been detected yet. */
export function viewAt(rules: HeartbeatRules, state: HeartbeatState, now: number): HeartbeatViewAt {
  return { status: statusAt(rules, state, now), started: state.runs.length > 0, nextPing: nextPing(state) };
}

function statusAt(rules: HeartbeatRules, state: HeartbeatState, now: number): ViewStatus {
  const limit = deadline(rules, state);
  if (limit !== null && now >= limit && !isTolerated(rules, state)) return "down";
  const waited = state.status === "up" && state.expected !== null && now >= state.expected;
  const runs = isSplit(rules) && openRuns(state.runs).length > 0;
  return waited && !runs ? "grace" : state.status;
}

function nextPing(state: HeartbeatState): number | null {
  if (!watching(state)) return null;
  return earliest([state.expected, ...openRuns(state.runs).map((run) => run.startedAt)]);
}

function watching({ status }: HeartbeatState): boolean {
  return status === "new" || status === "up";
}

/** When a heartbeat that nobody has pinged starts to need attention; null once it was pinged, or while paused. */
export function needsAttentionAt(state: HeartbeatState): number | null {
  return state.status === "new" ? state.armedAt + DAY : null;
}

/** The earliest instant at which `detect` would do something; null when only a ping can change anything. */
export function nextHeartbeatDue(rules: HeartbeatRules, state: HeartbeatState): number | null {
  const limit = earliest(limits(rules, state).map(({ at }) => at));
  return limit === null ? null : limit + 1;
}
