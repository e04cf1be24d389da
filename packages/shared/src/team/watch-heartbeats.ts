import { detect } from "../heartbeat/detect.ts";
import { missedRuns } from "../heartbeat/expected.ts";
import type { PingFacts } from "../heartbeat/ping.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { Flip, HeartbeatState, Outcome } from "../heartbeat/state.ts";
import { durationText } from "../heartbeat/time-text.ts";
import { expectAgain, pauseHeartbeat, resumeHeartbeat } from "../heartbeat/transition.ts";
import { nextHeartbeatDue } from "../heartbeat/view.ts";
import { dropHeld } from "../incident/held.ts";
import { resolveIncident } from "../incident/resolve.ts";
import { routeOf } from "../incident/route.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import type { Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";
import { tellChannels } from "./tell-channels.ts";
import { forgetFinding, forgetFindings } from "./watch-insights.ts";
import { incidentOf, openOf } from "./incident-table.ts";

/** Heartbeats as the team sees them: pings in, incidents out. The rules of one heartbeat are in `heartbeat/`. */

export const heartbeatKey = (id: string): string => `heartbeat:${id}`;

/** Turns what a heartbeat came to into failures and recoveries of the team. `message`: the ping that did it, if one did. */
export function report(
  d: Decision,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  outcome: Outcome,
  message: Pick<PingFacts, "exitCode" | "late"> | null,
): void {
  for (const flip of outcome.flips) if (flip.notifies) reportFlip(d, settings, before, flip, message);
  for (const notice of outcome.notices) {
    if (notice.kind === "never_pinged") goDown(d, settings, notice.at, "has never been pinged");
    if (notice.kind === "failed_again") fail(d, settings, notice.at, failureText(message?.exitCode ?? null));
    if (notice.kind === "tolerated") {
      const { reason, streak } = notice;
      d.emit({ kind: "heartbeat.tolerated", subject: settings.id, data: { reason, streak } });
    }
    if (notice.kind === "run_timeout" && outcome.flips.length === 0)
      fail(d, settings, notice.at, "another run takes too long");
  }
}

function reportFlip(
  d: Decision,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  flip: Flip,
  message: Pick<PingFacts, "exitCode" | "late"> | null,
): void {
  if (flip.to === "down") {
    const late =
      before.runs.length > 0 && before.expected === null ? "the run did not finish in time" : silence(before, flip.at);
    return goDown(d, settings, flip.at, flip.reason === "fail" ? failureText(message?.exitCode ?? null) : late);
  }
  if (flip.to !== "up") return;
  const missed = missedRuns(settings, before, flip.at);
  const how = message?.late ? "the job ran; its report was delayed" : "ran again";
  const key = heartbeatKey(settings.id);
  const wasOpen = isOpen(d.state, key);
  onRecovery(d, key, missed > 0 ? `${how}; ${missed} ${missed === 1 ? "run" : "runs"} missed` : how, missed);
  if (wasOpen && !isOpen(d.state, key)) tellChannels(d, settings.channels, key, "recovered");
}

const failureText = (exitCode: number | null): string =>
  exitCode === null ? "the job reported a failure" : `the job failed with exit code ${exitCode}`;

const silence = (before: HeartbeatState, at: Instant): string =>
  before.lastPing === null ? "no ping in time" : `no ping for ${durationText(at - before.lastPing)}`;

const isOpen = (state: TeamState, key: string): boolean => openOf(state, key) !== undefined;

/** A failure that people are paged for; the channels hear of it if it is news. */
function goDown(d: Decision, settings: HeartbeatSettings, at: Instant, what: string): void {
  const key = heartbeatKey(settings.id);
  const wasOpen = isOpen(d.state, key);
  fail(d, settings, at, what);
  if (!wasOpen) tellChannels(d, settings.channels, key, "down");
}

function fail(d: Decision, settings: HeartbeatSettings, at: Instant, what: string): void {
  onFailure(d, {
    key: heartbeatKey(settings.id),
    source: { kind: "heartbeat", id: settings.id },
    name: settings.name,
    title: `${settings.name}: ${what}`,
    at,
    startedAt: at,
    evidence: null,
    ...routeOf(settings.alerting, "high"),
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
  const before = Object.hasOwn(d.state.heartbeats, id) ? d.state.heartbeats[id] : undefined;
  if (!before || before.status === "paused") return;
  const outcome = pauseHeartbeat(before, d.now);
  d.emit({
    kind: "heartbeat.changed",
    subject: id,
    data: { what: "paused", flips: outcome.flips, after: outcome.state, by },
  });
  resolveOf(d, heartbeatKey(id), by, "paused");
  forgetFindings(d, id);
}

export function onResume(d: Decision, id: string, by: string): void {
  const settings = d.state.config?.heartbeats.find((known) => known.id === id);
  const before = d.state.heartbeats[id];
  if (!settings || before?.status !== "paused") return;
  const outcome = resumeHeartbeat(settings, before, d.now);
  d.emit({
    kind: "heartbeat.changed",
    subject: id,
    data: { what: "resumed", flips: outcome.flips, after: outcome.state, by },
  });
}

/**
 * After a person called an incident off: a heartbeat that stays silent is a new failure at its next run, and a rule that
 * goes on objecting to what its pings say is one at the next ping.
 */
export function onCalledOff(d: Decision, incident: string): void {
  const { key = "", source } = incidentOf(d.state, incident) ?? {};
  if (source?.kind !== "heartbeat") return;
  if (key === heartbeatKey(source.id)) return awaitNextRun(d, source.id);
  forgetFinding(d, source.id, key.slice(heartbeatKey(source.id).length + 1));
}

function awaitNextRun(d: Decision, id: string): void {
  const settings = d.state.config?.heartbeats.find((known) => known.id === id);
  const before = d.state.heartbeats[id];
  if (!settings || before?.status !== "down") return;
  const { state: after, flips } = expectAgain(settings, before, d.now);
  d.emit({ kind: "heartbeat.changed", subject: id, data: { what: "called off", flips, after } });
}

/** Ends the open incident of something that is watched no more: never a page for a thing that somebody took away. */
export function resolveOf(d: Decision, key: string, by: string | null, text: string): void {
  dropHeld(d, key);
  const open = openOf(d.state, key);
  if (open) resolveIncident(d, open.id, by, text);
}
