import { AppError } from "../errors.ts";
import { detectAll, goDown, isTolerated, tolerate } from "./detect.ts";
import { countsFor, missedRuns } from "./expected.ts";
import { notBefore } from "./limits.ts";
import type { PingType } from "./ping.ts";
import { runOf, runsAfterFail, runsAfterSuccess, startRun } from "./runs.ts";
import { nextSlot } from "./schedule.ts";
import type { HeartbeatRules } from "./settings.ts";
import { armHeartbeat, type Flip, type HeartbeatState, type Outcome } from "./state.ts";

/** What pings and people do to a heartbeat (spec "heartbeats" §4.2–§4.4). */

/** `runKey` is the run id in any case, empty if the ping had none; `at` is epoch ms. */
export type CountedPing = { at: number; type: PingType; runKey: string };

/**
 * Counts one ping. Limits that passed unnoticed before it are detected first; with a success they are recorded
 * without alerting anybody, because the job did run (§4.4.2).
 */
export function applyPing(rules: HeartbeatRules, before: HeartbeatState, ping: CountedPing): Outcome {
  const at = notBefore(before, ping.at);
  const detected = detectAll(rules, before, at);
  const state = { ...detected.state, pings: before.pings + 1 };
  const counted = count(rules, before, state, { at, type: ping.type, runKey: ping.runKey.toLowerCase() });
  const late = heard(ping.type, detected);
  return {
    state: counted.state,
    flips: [...late.flips, ...counted.flips],
    notices: [...late.notices, ...counted.notices],
  };
}

/** What was detected only now that the ping is here: a success was late at most, and no end of a run was never pinged. */
function heard(type: PingType, detected: Outcome): Outcome {
  if (type !== "success" && type !== "fail") return detected;
  const notices = detected.notices.filter(({ kind }) => kind !== "never_pinged");
  const flips = type === "fail" ? detected.flips : detected.flips.map((flip) => ({ ...flip, notifies: false }));
  return { state: detected.state, flips, notices };
}

function count(rules: HeartbeatRules, before: HeartbeatState, state: HeartbeatState, ping: CountedPing): Outcome {
  switch (ping.type) {
    case "success":
      return succeed(rules, state, ping, before.status === "down" || before.neverPinged);
    case "fail":
      return fail(rules, state, ping, before.neverPinged);
    case "start":
      return start(state, ping);
    case "log":
    case "ign":
      return { state, flips: [], notices: [] };
  }
}

/** `incidentOpen`: somebody was told before this ping came, so they are told that it is over. */
function succeed(rules: HeartbeatRules, state: HeartbeatState, ping: CountedPing, incidentOpen: boolean): Outcome {
  const { at, runKey } = ping;
  const earlierWaits = state.status === "down" || (state.expected !== null && state.expected <= at);
  const served = countsFor(rules.schedule, at, earlierWaits);
  const flips: Flip[] =
    state.status === "up" ? [] : [{ at, from: state.status, to: "up", reason: "", notifies: incidentOpen }];
  return {
    state: {
      ...pinged(state, ping),
      status: "up",
      since: state.status === "up" ? state.since : at,
      reason: null,
      countsFor: served,
      expected: nextSlot(rules.schedule, served),
      runs: runsAfterSuccess(state.runs, runKey),
      failStreak: 0,
      owedFrom: null,
      missedBefore: 0,
    },
    flips,
    notices: [],
  };
}

function fail(rules: HeartbeatRules, state: HeartbeatState, ping: CountedPing, incidentOpen: boolean): Outcome {
  const { at, runKey } = ping;
  const next = nextSlot(rules.schedule, at);
  const missedBefore = missedRuns(rules, state, at);
  const after = { ...pinged(state, ping), runs: runsAfterFail(state.runs, runKey), missedBefore };
  if (isTolerated(rules, state)) return tolerateFail({ ...after, countsFor: at, expected: next }, at, incidentOpen);
  const owing = { ...after, countsFor: null, owedFrom: next };
  if (state.status !== "down") return goDown(owing, at, "fail");
  return {
    state: { ...owing, reason: "fail", failStreak: state.failStreak + 1 },
    flips: [],
    notices: [{ kind: "failed_again", at }],
  };
}

/** The job reported a failure that alerts nobody yet: it runs, so it is up. */
function tolerateFail(after: HeartbeatState, at: number, incidentOpen: boolean): Outcome {
  const up = { ...after, status: "up" as const, since: after.status === "up" ? after.since : at, owedFrom: null };
  const flips: Flip[] =
    after.status === "up" ? [] : [{ at, from: after.status, to: "up", reason: "", notifies: incidentOpen }];
  return { ...tolerate(up, at, "fail"), flips };
}

/** What a success and a fail have in common. */
function pinged(state: HeartbeatState, { at, runKey }: CountedPing): HeartbeatState {
  const run = runOf(state.runs, runKey);
  return {
    ...state,
    lastPing: at,
    firstExpected: null,
    neverPinged: false,
    lastDurationMs: run ? Math.max(0, at - run.startedAt) : null,
  };
}

function start(state: HeartbeatState, { at, runKey }: CountedPing): Outcome {
  const { runs, dropped } = startRun(state.runs, { key: runKey, startedAt: at, expired: state.status === "paused" });
  return { state: { ...state, runs }, flips: [], notices: dropped ? [{ kind: "run_dropped", at, run: dropped }] : [] };
}

/**
 * A person called the failure of a silent heartbeat off. Silence brings no further verdict by itself, so the next run is
 * expected from now on: a job that stays dead pages again.
 */
export function expectAgain(rules: HeartbeatRules, before: HeartbeatState, now: number): Outcome {
  if (before.status !== "down") return { state: before, flips: [], notices: [] };
  const at = notBefore(before, now);
  const waiting = { status: "up", since: at, reason: null, countsFor: at, owedFrom: null, missedBefore: 0 } as const;
  const flip: Flip = { at, from: "down", to: "up", reason: "", notifies: false };
  const state = { ...before, ...waiting, failStreak: 0, expected: nextSlot(rules.schedule, at) };
  return { state, flips: [flip], notices: [] };
}

/** Stops watching: runs and deadline are forgotten, an open incident is to be resolved, nobody is alerted. Repeating it does nothing. */
export function pauseHeartbeat(before: HeartbeatState, at: number): Outcome {
  if (before.status === "paused") return { state: before, flips: [], notices: [] };
  const flip: Flip = { at: notBefore(before, at), from: before.status, to: "paused", reason: "", notifies: false };
  const cleared = {
    runs: [],
    expected: null,
    countsFor: null,
    reason: null,
    owedFrom: null,
    missedBefore: 0,
    firstExpected: null,
    neverPinged: false,
  };
  return { state: { ...before, ...cleared, status: "paused", since: flip.at }, flips: [flip], notices: [] };
}

/**
 * Watches again, as if new: the next ping starts the schedule. The number of pings is kept.
 * @throws {AppError} `not_paused`
 */
export function resumeHeartbeat(rules: HeartbeatRules, before: HeartbeatState, at: number): Outcome {
  if (before.status !== "paused") throw new AppError("not_paused", "check is not paused");
  const flip: Flip = { at: notBefore(before, at), from: "paused", to: "new", reason: "", notifies: false };
  const state = { ...armHeartbeat(rules, flip.at), pings: before.pings, lastDurationMs: before.lastDurationMs };
  return { state, flips: [flip], notices: [] };
}

/**
 * Takes over changed settings: the expected instant is reckoned anew from the last success, and a deadline that is
 * thereby past is detected at once. A heartbeat that is down stays down until a success.
 */
export function reschedule(rules: HeartbeatRules, before: HeartbeatState, now: number): Outcome {
  // A period counts from the last ping, or from when a person called the silence off.
  const { lastPing, since } = before;
  const period = rules.schedule.kind === "period" && lastPing !== null;
  const served = period ? Math.max(lastPing, since) : before.countsFor;
  const firstExpected = before.status === "new" ? nextSlot(rules.schedule, before.armedAt) : before.firstExpected;
  const edited = { ...before, firstExpected };
  if (before.status !== "up" || served === null) return detectAll(rules, edited, now);
  // What the old schedule has missed is counted anew by the new one.
  const anew = { failStreak: 0, owedFrom: null, expected: nextSlot(rules.schedule, served) };
  return detectAll(rules, { ...edited, ...anew }, now);
}
