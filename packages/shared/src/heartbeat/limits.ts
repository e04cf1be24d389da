import { DAY, SECOND } from "../time.ts";
import { openRuns } from "./runs.ts";
import type { HeartbeatRules } from "./settings.ts";
import type { HeartbeatState, Run } from "./state.ts";

/** An instant, epoch ms, after which time alone changes a heartbeat. */
export type Limit = { kind: "run"; at: number; run: Run } | { kind: "miss" | "never"; at: number };

/** With a limit of its own for starting or running, an announced run is waited for instead of the expected ping. Spec "heartbeats" §4.1. */
export const isSplit = ({ startToleranceSeconds, maxRunSeconds }: HeartbeatRules): boolean =>
  (startToleranceSeconds ?? null) !== null || (maxRunSeconds ?? null) !== null;

/** How long a run may take, in ms. */
export const runLimitMs = (rules: HeartbeatRules): number => (rules.maxRunSeconds ?? rules.graceSeconds) * SECOND;

/** How long after the expected instant a ping is waited for, in ms. */
export const lateLimitMs = (rules: HeartbeatRules): number =>
  (rules.startToleranceSeconds ?? rules.graceSeconds) * SECOND;

/** All limits that are set, in no order: of each open run, of the expected ping, and of never having been pinged. */
export function limits(rules: HeartbeatRules, state: HeartbeatState): Limit[] {
  const open = openRuns(state.runs);
  const found: Limit[] = open.map((run) => ({
    kind: "run",
    at: notBefore(state, run.startedAt + runLimitMs(rules)),
    run,
  }));
  if (state.expected !== null && !(isSplit(rules) && open.length > 0))
    found.push({ kind: "miss", at: notBefore(state, state.expected + lateLimitMs(rules)) });
  const never = neverPingedAt(rules, state);
  if (never !== null) found.push({ kind: "never", at: never });
  return found;
}

/** When a heartbeat that nobody has pinged becomes an incident; null when that is past or cannot happen. Spec "heartbeats" §4.4.3. */
export function neverPingedAt(rules: HeartbeatRules, state: HeartbeatState): number | null {
  if (state.status !== "new" || state.neverPinged || state.firstExpected === null) return null;
  return Math.max(state.armedAt + DAY, state.firstExpected + rules.graceSeconds * SECOND);
}

/** Clocks of different machines disagree and settings change: history still never runs backwards. */
export function notBefore(state: HeartbeatState, at: number): number {
  return Math.max(at, state.since, state.lastPing ?? at);
}
