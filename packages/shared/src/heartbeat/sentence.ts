import { HOUR, SECOND } from "../time.ts";
import { missedSoFar } from "./expected.ts";
import { neverPingedAt, runLimitMs } from "./limits.ts";
import type { HeartbeatRules } from "./settings.ts";
import type { HeartbeatState } from "./state.ts";
import { clockText, durationText, placeOf } from "./time-text.ts";
import { absorbedFailures, deadline, needsAttentionAt, viewAt } from "./view.ts";

/** Renders an instant as seen from `now`, or from another instant of the sentence. */
type Clock = (at: number, seenFrom?: number) => string;

/**
 * One or two sentences that say how a heartbeat stands at `now`, e.g. "On time. Last finished 03:04 (3 min 58 s),
 * next expected Tue 03:00 Vienna, we wait until 03:30." Spec "product" §2.4.
 * @param now epoch ms
 * @param zone IANA zone in which the reader wants the times
 */
export function heartbeatSentence(rules: HeartbeatRules, state: HeartbeatState, now: number, zone: string): string {
  const seconds = rules.schedule.kind === "period" && rules.schedule.seconds * SECOND < HOUR;
  const clock: Clock = (at, seenFrom = now) => clockText(at, seenFrom, zone, seconds);
  const place = placeOf(zone);
  switch (viewAt(rules, state, now).status) {
    case "new":
      return newText(rules, state, now, clock, place);
    case "up":
      return upText(rules, state, now, clock, place);
    case "grace":
      return graceText(rules, state, clock, place);
    case "down":
      return downText(rules, state, now, clock, place);
    case "paused":
      return `Paused since ${clock(state.since)} ${place}. A success starts it again; a reported failure still alerts.`;
  }
}

function newText(rules: HeartbeatRules, state: HeartbeatState, now: number, clock: Clock, place: string): string {
  const limit = deadline(rules, state);
  const run = state.runs[0];
  if (run && limit !== null)
    return `First run, started ${clock(run.startedAt)} ${place}; we wait until ${clock(limit, run.startedAt)} for it to finish.`;
  const attentionAt = needsAttentionAt(state);
  if (attentionAt !== null && now >= attentionAt)
    return `Never pinged since ${clock(state.armedAt)} ${place}. Check that the job calls the ping URL.`;
  const never = neverPingedAt(rules, state);
  return never === null
    ? "Waiting for the first ping."
    : `Waiting for the first ping. If none comes by ${clock(never)} ${place}, we open an incident.`;
}

function upText(rules: HeartbeatRules, state: HeartbeatState, now: number, clock: Clock, place: string): string {
  const limit = deadline(rules, state);
  const run = state.runs[0];
  if (run && limit !== null) {
    return `${degradedText(rules, state)}Running since ${clock(run.startedAt)} ${place} (${durationText(now - run.startedAt)}). ${lastFinished(state, clock)}, we wait until ${clock(limit)}.`;
  }
  const stands = state.failStreak > 0 ? degradedText(rules, state) : "On time. ";
  if (state.expected === null || limit === null)
    return `${stands}${lastFinished(state, clock)}, no further run is expected.`;
  const next = `next expected ${clock(state.expected)} ${place}, we wait until ${clock(limit, state.expected)}`;
  return `${stands}${lastFinished(state, clock)}, ${next}.`;
}

/** "Degraded: 1 failure in a row, the 3rd pages. " while the tolerance absorbs failures; else nothing. */
function degradedText(rules: HeartbeatRules, state: HeartbeatState): string {
  const failures = absorbedFailures(state);
  if (failures === 0) return "";
  const left = (rules.failureTolerance ?? 0) - failures;
  const next = left > 0 ? `${left} more ${left === 1 ? "is" : "are"} tolerated` : "the next one pages";
  return `Degraded: ${failures} ${failures === 1 ? "failure" : "failures in a row"}, ${next}. `;
}

function graceText(rules: HeartbeatRules, state: HeartbeatState, clock: Clock, place: string): string {
  const expected = state.expected ?? state.since;
  const limit = deadline(rules, state) ?? expected;
  return `${degradedText(rules, state)}Late. Expected ${clock(expected)} ${place}, we wait until ${clock(limit)}. ${lastFinished(state, clock)}.`;
}

function downText(rules: HeartbeatRules, state: HeartbeatState, now: number, clock: Clock, place: string): string {
  const since = state.status === "down" ? state.since : (deadline(rules, state) ?? now);
  const missed = missedSoFar(rules, state, now);
  const count = missed > 1 ? ` ${missed} runs missed so far.` : "";
  return `Down since ${clock(since)} ${place}: ${cause(rules, state, since, clock)}.${count}`;
}

function cause(rules: HeartbeatRules, state: HeartbeatState, since: number, clock: Clock): string {
  if (state.reason === "fail") return "the job reported a failure";
  const stuck = state.runs.find(({ startedAt }) => startedAt + runLimitMs(rules) <= since);
  if (stuck) return `the run that started ${clock(stuck.startedAt)} has not finished`;
  return state.lastPing === null ? "no success came" : `no success came, the last one was ${clock(state.lastPing)}`;
}

function lastFinished(state: HeartbeatState, clock: Clock): string {
  const took = state.lastDurationMs === null ? "" : ` (${durationText(state.lastDurationMs)})`;
  return state.lastPing === null ? "Not finished yet" : `Last finished ${clock(state.lastPing)}${took}`;
}
