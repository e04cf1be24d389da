import { limits, type Limit } from "./limits.ts";
import type { HeartbeatRules } from "./settings.ts";
import type { DownReason, Flip, HeartbeatState, Outcome, Run } from "./state.ts";

/** Limits that pass without a ping (spec "heartbeats" §4.1 Detection, §4.2, §4.4.3). */

/**
 * The next thing that time alone has brought about: the earliest limit strictly before `now`, dated to that limit.
 * Null when there is none. Call it again with the new state until it is null, or use {@link detectAll}.
 */
export function detect(rules: HeartbeatRules, state: HeartbeatState, now: number): Outcome | null {
  const due = limits(rules, state).sort((a, b) => a.at - b.at)[0];
  return due && due.at < now ? pass(state, due) : null;
}

/** Everything that time alone has brought about before `now`, in time order. */
export function detectAll(rules: HeartbeatRules, state: HeartbeatState, now: number): Outcome {
  const all: Outcome = { state, flips: [], notices: [] };
  for (let next = detect(rules, state, now); next !== null; next = detect(rules, next.state, now)) {
    all.state = next.state;
    all.flips.push(...next.flips);
    all.notices.push(...next.notices);
  }
  return all;
}

function pass(state: HeartbeatState, limit: Limit): Outcome {
  switch (limit.kind) {
    case "run":
      return runTimedOut(state, limit.run, limit.at);
    case "miss":
      return goDown(state, limit.at, "timeout", state.expected);
    case "never":
      return { state: { ...state, neverPinged: true }, flips: [], notices: [{ kind: "never_pinged", at: limit.at }] };
  }
}

function runTimedOut(before: HeartbeatState, run: Run, at: number): Outcome {
  const runs = before.runs.map((other) => (other.key === run.key ? { ...run, expired: true } : other));
  const state = { ...before, runs };
  const notices = [{ kind: "run_timeout" as const, at, run }];
  return before.status === "down"
    ? { state, flips: [], notices }
    : { ...goDown(state, at, "timeout", before.expected), notices };
}

/** Takes a heartbeat that is not down there. `owedFrom` is the first expected instant that remains to be served. */
export function goDown(before: HeartbeatState, at: number, reason: DownReason, owedFrom: number | null): Outcome {
  const flip: Flip = { at, from: before.status, to: "down", reason, notifies: true };
  const failStreak = before.failStreak + 1;
  const state: HeartbeatState = {
    ...before,
    status: "down",
    since: at,
    reason,
    expected: null,
    owedFrom,
    missedBefore: 0,
    failStreak,
  };
  return { state, flips: [flip], notices: [] };
}
