import { limits, type Limit } from "./limits.ts";
import { nextSlot } from "./schedule.ts";
import type { HeartbeatRules } from "./settings.ts";
import type { DownReason, Flip, HeartbeatState, Outcome, Run } from "./state.ts";

/** Limits that pass without a ping (spec "heartbeats" §4.1 Detection, §4.2, §4.4.3). */

/**
 * The next thing that time alone has brought about: the earliest limit strictly before `now`, dated to that limit.
 * Null when there is none. Call it again with the new state until it is null, or use {@link detectAll}.
 */
export function detect(rules: HeartbeatRules, state: HeartbeatState, now: number): Outcome | null {
  const due = limits(rules, state).sort((a, b) => a.at - b.at)[0];
  return due && due.at < now ? pass(rules, state, due) : null;
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

function pass(rules: HeartbeatRules, state: HeartbeatState, limit: Limit): Outcome {
  switch (limit.kind) {
    case "run":
      return runTimedOut(rules, state, limit.run, limit.at);
    case "miss":
      return missed(rules, state, limit.at);
    case "never":
      return { state: { ...state, neverPinged: true }, flips: [], notices: [{ kind: "never_pinged", at: limit.at }] };
  }
}

/** Whether one failure more alerts nobody (spec "heartbeats" §4.3). What is down already has no tolerance left. */
export const isTolerated = (rules: HeartbeatRules, state: HeartbeatState): boolean =>
  state.status !== "down" && state.failStreak < (rules.failureTolerance ?? 0);

/** The failure is counted, nobody is alerted. */
export function tolerate(state: HeartbeatState, at: number, reason: DownReason): Outcome {
  const streak = state.failStreak + 1;
  return { state: { ...state, failStreak: streak }, flips: [], notices: [{ kind: "tolerated", at, reason, streak }] };
}

function missed(rules: HeartbeatRules, before: HeartbeatState, at: number): Outcome {
  const state = { ...before, owedFrom: before.owedFrom ?? before.expected };
  if (!isTolerated(rules, before) || before.expected === null) return goDown(state, at, "timeout");
  return tolerate({ ...state, expected: nextSlot(rules.schedule, before.expected) }, at, "timeout");
}

function runTimedOut(rules: HeartbeatRules, before: HeartbeatState, run: Run, at: number): Outcome {
  const runs = before.runs.map((other) => (other.key === run.key ? { ...run, expired: true } : other));
  const state = { ...before, runs, owedFrom: before.owedFrom ?? before.expected };
  if (isTolerated(rules, before)) return tolerate(passedOver(rules, { ...before, runs }, at), at, "timeout");
  const notices = [{ kind: "run_timeout" as const, at, run }];
  return before.status === "down"
    ? { state: { ...before, runs }, flips: [], notices }
    : { ...goDown(state, at, "timeout"), notices };
}

/** The run that took too long was the expected one: its instant is not missed once more. */
function passedOver(rules: HeartbeatRules, state: HeartbeatState, at: number): HeartbeatState {
  if (state.expected === null || state.expected > at) return state;
  const owedFrom = state.owedFrom ?? state.expected;
  let expected: number | null = state.expected;
  while (expected !== null && expected <= at) expected = nextSlot(rules.schedule, expected);
  return { ...state, owedFrom, expected };
}

/** Takes a heartbeat that is not down there. */
export function goDown(before: HeartbeatState, at: number, reason: DownReason): Outcome {
  const flip: Flip = { at, from: before.status, to: "down", reason, notifies: true };
  const failStreak = before.failStreak + 1;
  return {
    state: { ...before, status: "down", since: at, reason, expected: null, failStreak },
    flips: [flip],
    notices: [],
  };
}
