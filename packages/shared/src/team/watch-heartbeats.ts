import { detect } from "../heartbeat/detect.ts";
import { missedRuns } from "../heartbeat/expected.ts";
import type { PingMessage } from "../heartbeat/ping.ts";
import { pingDurations } from "../heartbeat/durations.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { Flip, HeartbeatState, Outcome } from "../heartbeat/state.ts";
import { durationText } from "../heartbeat/time-text.ts";
import { applyPing, expectAgain, pauseHeartbeat, resumeHeartbeat } from "../heartbeat/transition.ts";
import { nextHeartbeatDue } from "../heartbeat/view.ts";
import { resolveIncident } from "../incident/resolve.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import { SECOND, type Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { RecentPing, TeamState } from "./state.ts";

/** Heartbeats as the team sees them: pings in, incidents out. The rules of one heartbeat are in `heartbeat/`. */

/** Ingest's clock is believed up to here; beyond it the object's own counts (spec "heartbeats" §0). */
const CLOCK_TRUST = 30 * SECOND;

export const heartbeatKey = (id: string): string => `heartbeat:${id}`;

/** The heartbeat that a ping id names, if the team has it. */
export const heartbeatOfPing = (state: TeamState, pingId: string): HeartbeatSettings | undefined =>
  state.config?.heartbeats.find((settings) => settings.pingId === pingId);

export function onPing(d: Decision, message: Omit<PingMessage, "body">): void {
  const settings = heartbeatOfPing(d.state, message.pingId);
  const before = settings && d.state.heartbeats[settings.id];
  if (!settings || !before || d.state.deliveries.includes(message.delivery)) return;
  const at = Math.abs(message.receivedAt - d.now) > CLOCK_TRUST ? d.now : message.receivedAt;
  const outcome = applyPing(settings, before, { at, type: message.action, runKey: message.runId ?? "" });
  const ping = recorded(d, settings.id, message, at, outcome.state.pings);
  d.emit({
    kind: "heartbeat.pinged",
    subject: settings.id,
    data: { ping, delivery: message.delivery, flips: outcome.flips, after: outcome.state },
  });
  report(d, settings, before, outcome, message.exitCode);
}

function recorded(d: Decision, id: string, message: Omit<PingMessage, "body">, at: Instant, n: number): RecentPing {
  const { action: type, exitCode, runId, method, remote, agent, bodyBytes } = message;
  const log = [...(d.state.pings[id] ?? []).toReversed(), { at, type, runId }];
  const durationMs =
    pingDurations(log.map((ping) => ({ at: ping.at, type: ping.type, runKey: ping.runId ?? "" }))).at(-1) ?? null;
  return { seq: d.state.seq + 1, n, at, type, exitCode, runId, durationMs, method, remote, agent, bodyBytes };
}

/** Turns what a heartbeat came to into failures and recoveries of the team. */
function report(
  d: Decision,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  outcome: Outcome,
  exitCode: number | null,
): void {
  for (const flip of outcome.flips) if (flip.notifies) reportFlip(d, settings, before, flip, exitCode);
  for (const notice of outcome.notices) {
    if (notice.kind === "never_pinged") fail(d, settings, notice.at, "has never been pinged");
    if (notice.kind === "failed_again") fail(d, settings, notice.at, failureText(exitCode));
    if (notice.kind === "run_timeout" && outcome.flips.length === 0)
      fail(d, settings, notice.at, "another run takes too long");
  }
}

function reportFlip(
  d: Decision,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  flip: Flip,
  exitCode: number | null,
): void {
  if (flip.to === "down") {
    const late =
      before.runs.length > 0 && before.expected === null ? "the run did not finish in time" : silence(before, flip.at);
    return fail(d, settings, flip.at, flip.reason === "fail" ? failureText(exitCode) : late);
  }
  if (flip.to !== "up") return;
  const missed = missedRuns(settings, before, flip.at);
  onRecovery(
    d,
    heartbeatKey(settings.id),
    missed > 0 ? `ran again; ${missed} ${missed === 1 ? "run" : "runs"} missed` : "ran again",
    missed,
  );
}

const failureText = (exitCode: number | null): string =>
  exitCode === null ? "the job reported a failure" : `the job failed with exit code ${exitCode}`;

const silence = (before: HeartbeatState, at: Instant): string =>
  before.lastPing === null ? "no ping in time" : `no ping for ${durationText(at - before.lastPing)}`;

function fail(d: Decision, settings: HeartbeatSettings, at: Instant, what: string): void {
  onFailure(d, {
    key: heartbeatKey(settings.id),
    source: { kind: "heartbeat", id: settings.id },
    name: settings.name,
    title: `${settings.name}: ${what}`,
    at,
    startedAt: at,
    evidence: null,
  });
}

/** Records what edited settings did to a heartbeat. */
export function reportSettings(
  d: Decision,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  outcome: Outcome,
): void {
  d.emit({
    kind: "heartbeat.changed",
    subject: settings.id,
    data: { what: "edited", flips: outcome.flips, after: outcome.state },
  });
  report(d, settings, before, outcome, null);
}

/** When the first heartbeat needs judging; null when none does by itself. */
export function nextWatch(state: TeamState, broken: ReadonlySet<string>): { id: string; at: Instant } | null {
  const due = firstDue(state, broken);
  return due && { id: due.settings.id, at: due.at };
}

function firstDue(
  state: TeamState,
  broken: ReadonlySet<string> = new Set(),
): { at: Instant; settings: HeartbeatSettings; before: HeartbeatState } | null {
  let first: { at: Instant; settings: HeartbeatSettings; before: HeartbeatState } | null = null;
  for (const settings of state.config?.heartbeats ?? []) {
    const before = broken.has(settings.id) ? undefined : state.heartbeats[settings.id];
    const at = before ? nextHeartbeatDue(settings, before) : null;
    if (before && at !== null && (first === null || at < first.at)) first = { at, settings, before };
  }
  return first;
}

/** Judges the heartbeat whose limit passed first. */
export function judgeNext(d: Decision, broken: ReadonlySet<string>): void {
  const due = firstDue(d.state, broken);
  const outcome = due && detect(due.settings, due.before, d.now);
  if (!due || !outcome) return;
  d.emit({
    kind: "heartbeat.changed",
    subject: due.settings.id,
    data: { what: "judged", flips: outcome.flips, after: outcome.state },
  });
  report(d, due.settings, due.before, outcome, null);
}

export function onPause(d: Decision, id: string, by: string): void {
  const before = d.state.heartbeats[id];
  if (!before || before.status === "paused") return;
  const outcome = pauseHeartbeat(before, d.now);
  d.emit({
    kind: "heartbeat.changed",
    subject: id,
    data: { what: "paused", flips: outcome.flips, after: outcome.state },
  });
  resolveOf(d, heartbeatKey(id), by, "paused");
}

export function onResume(d: Decision, id: string): void {
  const settings = d.state.config?.heartbeats.find((known) => known.id === id);
  const before = d.state.heartbeats[id];
  if (!settings || before?.status !== "paused") return;
  const outcome = resumeHeartbeat(settings, before, d.now);
  d.emit({
    kind: "heartbeat.changed",
    subject: id,
    data: { what: "resumed", flips: outcome.flips, after: outcome.state },
  });
}

/** After a person called an incident off: a heartbeat that stays silent is a new failure, at its next run. */
export function awaitNextRun(d: Decision, incident: string): void {
  const id = d.state.incidents[incident]?.source.id ?? "";
  const settings = d.state.config?.heartbeats.find((known) => known.id === id);
  const before = d.state.heartbeats[id];
  if (!settings || before?.status !== "down") return;
  const { state: after, flips } = expectAgain(settings, before, d.now);
  d.emit({ kind: "heartbeat.changed", subject: id, data: { what: "called off", flips, after } });
}

/** Ends the open incident of something that is watched no more: never a page for a thing that somebody took away. */
export function resolveOf(d: Decision, key: string, by: string | null, text: string): void {
  for (const incident of Object.values(d.state.incidents)) {
    if (incident.key === key && incident.state === "open") resolveIncident(d, incident.id, by, text);
  }
}
