import { answerTo, callOf, expiryCall, type Call } from "../check/call.ts";
import { incidentText } from "../check/titles.ts";
import type { MonitorSettings } from "../check/settings.ts";
import { vantagesNeeded, type MonitorState } from "../check/verdict.ts";
import { changeIncident } from "../incident/change.ts";
import type { Incident } from "../incident/incident.ts";
import type { Failure } from "../incident/failure.ts";
import { dropHeld } from "../incident/held.ts";
import { routeOf } from "../incident/route.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import type { Decision } from "./decision.ts";
import { isMaintained } from "./watch-maintenance.ts";
import { newestOf, openOf } from "./incident-table.ts";

/** A monitor's incidents follow its state. One is about how it answers, one beside it about what runs out. */

export const monitorKey = (id: string): string => `monitor:${id}`;
export const expiryKey = (id: string): string => `${monitorKey(id)}:expiry`;

/**
 * Opens, changes and resolves incidents as the state calls for them. While nothing is known, everything stands; in
 * maintenance nothing opens and nothing gets louder.
 * @param news whether an answer that shows trouble brought this about: what was resolved by hand may open again then
 */
export function keepIncidents(
  d: Decision,
  settings: MonitorSettings,
  before: MonitorState,
  after: MonitorState,
  news: boolean,
): void {
  if (after.status === "unknown" || after.status === "paused") return;
  const known = before.status === "unknown" ? { ...before, status: before.beneath } : before;
  const [was, call] = [callOf(known), callOf(after)];
  follow(d, settings, after, monitorKey(settings.id), call, news || was?.kind !== call?.kind);
  const [level, reached] = [known.expiry.expiring?.level ?? 0, after.expiry.expiring?.level ?? 0];
  follow(d, settings, after, expiryKey(settings.id), expiryCall(after), reached > level);
}

/** What the state calls for when nobody asked for a while: the end of a maintenance window. */
export function catchUpIncidents(d: Decision, settings: MonitorSettings, known: MonitorState): void {
  if (known.status === "unknown" || known.status === "paused") return;
  follow(d, settings, known, monitorKey(settings.id), callOf(known), true);
  follow(d, settings, known, expiryKey(settings.id), expiryCall(known), true);
}

function follow(
  d: Decision,
  settings: MonitorSettings,
  state: MonitorState,
  key: string,
  verdict: Call | null,
  news: boolean,
): void {
  const open = openOf(d.state, key);
  const muted = isMaintained(d.state, settings.id);
  const route = verdict && routeOf(settings.alerting, verdict.urgency);
  const call = verdict && route && { ...verdict, urgency: route.urgency };
  const answer = answerTo(call, open ?? null, { muted, news });
  if (call === null) return answer === "resolve" ? onRecovery(d, key, recoveryText(open), null) : dropHeld(d, key);
  const failure = { ...failureOf(d, settings, state, key, call), policy: route?.policy ?? null };
  // One that goes up and down is told of every failure: it holds still only without one.
  if (open?.flap?.failing === false && news && !muted) return onFailure(d, failure);
  switch (answer) {
    case "open":
      if (call.kind === "down" && !isVerdictAnew(settings, state, newestOf(d.state, key))) return;
      return onFailure(d, failure);
    case "replace":
      onRecovery(d, key, recoveryText(open), null);
      return muted ? undefined : onFailure(d, failure);
    case "raise":
    case "worsen":
    case "change":
      return open && changeIncident(d, open, failure, answer);
    default:
      return call.kind === "expiry" && news && open && !muted ? changeIncident(d, open, failure, "tell") : undefined;
  }
}

/**
 * Whether an outage is worth a word. One that a person called off while it lasted is, once the verdict would be the same
 * by votes since then alone: one place decides nothing (spec "oncall" §4, "the next failed verdict reopens").
 */
function isVerdictAnew(settings: MonitorSettings, state: MonitorState, known: Incident | undefined): boolean {
  const calledOffAt = known?.resolvedAt ?? null;
  if (calledOffAt === null || state.startedAt === null || state.startedAt > calledOffAt) return true;
  const places = Object.values(state.regions).flatMap((vote) =>
    vote && !vote.ok && vote.at > calledOffAt ? [vote.colo] : [],
  );
  return new Set(places).size >= vantagesNeeded(settings);
}

function recoveryText(open: Incident | undefined): string {
  switch (open?.kind) {
    case "regional":
      return "answers everywhere again";
    case "intermittent":
      return "stable again";
    case "degraded":
      return "answers fast again";
    case "expiry":
      return "nothing expires soon any more";
    default:
      return "answers again";
  }
}

function failureOf(
  d: Decision,
  settings: MonitorSettings,
  state: MonitorState,
  key: string,
  { kind, urgency, startedAt }: Call,
): Failure {
  const probeName = (region: string): string | null =>
    d.state.config?.probes.find(({ id }) => id === region)?.name ?? null;
  return {
    key,
    source: { kind: "monitor", id: settings.id },
    name: settings.name,
    title: `${settings.name}: ${incidentText(settings, state, kind, d.now, probeName)}`,
    at: d.now,
    startedAt,
    evidence: kind === "expiry" ? null : (state.failure?.evidence ?? null),
    kind,
    urgency,
  };
}
