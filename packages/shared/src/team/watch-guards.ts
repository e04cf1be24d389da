import { decideGuard, type GuardDecision } from "../guard/decide-guard.ts";
import type { GuardEvent } from "../guard/events.ts";
import { guardFindings, nextGuardDue, passGuardTime } from "../guard/holds.ts";
import { leaseStatus, type LeaseStatus } from "../guard/lease-status.ts";
import { freedByPing, releaseLease, revokeLease } from "../guard/leases.ts";
import type { GuardRequest } from "../guard/request.ts";
import type { GuardSettings } from "../guard/settings.ts";
import { newGuard, type GuardState } from "../guard/state.ts";
import { zoneOf, type Circumstances, type Scene } from "../guard/targets.ts";
import type { PingType } from "../heartbeat/ping.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import type { Instant } from "../time.ts";
import type { TeamConfig } from "./config.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";
import { anyIncidents } from "./incident-table.ts";

/** Guards as the team sees them: questions in, leases and incidents out. The rules of one guard are in `guard/`. */

/** The dedup key of the incident "it has held its job for too long". */
export const guardKey = (id: string): string => `guard:${id}`;

/** What a guard remembers; of one that nobody has asked, nothing. */
export const guardStateOf = (state: TeamState, id: string): GuardState => state.guards[id] ?? newGuard();

/** Neither freezes nor a measure of our own blindness exist yet. */
const AROUND: Circumstances = { frozen: null, blind: null };

const sceneOf = (team: TeamState, guard: GuardSettings, now: Instant): Scene => ({ guard, team, around: AROUND, now });

const guardOf = (state: TeamState, id: string): GuardSettings | undefined =>
  state.config?.guards.find((guard) => guard.id === id);

/** What is asked of one guard, by its internal id. */
export type GuardQuestion =
  | { kind: "ask guard"; guard: string; request: GuardRequest; newRid: string }
  | { kind: "release lease"; guard: string; rid: string }
  /** `at`: when it was asked, epoch ms. */
  | { kind: "look at lease"; guard: string; lease: string; at: Instant };

type Asked<K extends GuardQuestion["kind"]> = Extract<GuardQuestion, { kind: K }>;

/**
 * The answer to "may the job run?". Pure: the shell asks it of the very state on which the same command is then decided, so
 * that what is answered is what was recorded. Null when the team has no such guard.
 */
export function answerAsk(team: TeamState, asked: Asked<"ask guard">): GuardDecision | null {
  const { request, newRid } = asked;
  const guard = guardOf(team, asked.guard);
  if (!guard) return null;
  return decideGuard({ guard, state: guardStateOf(team, guard.id), team, around: AROUND, request, newRid });
}

/** How a lease stands; pure, as {@link answerAsk} is. Null when the team has no such guard. */
export function answerLease(team: TeamState, { guard: id, lease, at }: Asked<"look at lease">): LeaseStatus | null {
  const guard = guardOf(team, id);
  return guard ? leaseStatus(sceneOf(team, guard, at), guardStateOf(team, id), lease) : null;
}

/** The lease that a release gives back; null when that run holds none. */
export const answerRelease = (team: TeamState, { guard, rid }: Asked<"release lease">): GuardEvent | null =>
  guardOf(team, guard) ? releaseLease(guardStateOf(team, guard), rid, "release") : null;

/** Records what a question came to. */
export function onGuardQuestion(d: Decision, asked: GuardQuestion): void {
  switch (asked.kind) {
    case "ask guard":
      return recordAll(d, asked.guard, answerAsk(d.state, asked)?.events ?? []);
    case "look at lease":
      return recordAll(d, asked.guard, answerLease(d.state, asked)?.events ?? []);
    case "release lease": {
      const freed = answerRelease(d.state, asked);
      return recordAll(d, asked.guard, freed ? [freed] : []);
    }
  }
}

/** With "overdue" people are paged; with the next lease that is over. */
function recordAll(d: Decision, id: string, events: readonly GuardEvent[]): void {
  for (const event of events) {
    d.emit({ ...event, subject: id });
    if (event.kind === "guard.overdue") page(d, id);
    if (event.kind === "guard.leased") onRecovery(d, guardKey(id), "the job may run again", null);
  }
}

function page(d: Decision, id: string): void {
  const guard = guardOf(d.state, id);
  const found = guard && guardFindings(guard, guardStateOf(d.state, id), d.now, zoneOf(d.state));
  const overdue = found?.find(({ kind }) => kind === "page");
  if (!guard || !overdue) return;
  onFailure(d, {
    key: guardKey(id),
    source: { kind: "guard", id },
    name: guard.name,
    title: overdue.text,
    at: d.now,
    startedAt: overdue.since,
    evidence: null,
  });
}

/** A success or fail gives back the leases of its run. @param type what the ping says, before its delay is looked at */
export function freeByPing(d: Decision, type: PingType, runId: string | null): void {
  for (const { guard, event } of freedByPing(d.state.guards, type, runId)) recordAll(d, guard, [event]);
}

/** After every decision: revokes leases whose conditions it broke. */
export function revokeBroken(d: Decision): void {
  if (d.events.length === 0) return;
  for (const guard of d.state.config?.guards ?? []) {
    const state = d.state.guards[guard.id];
    if (!state?.lease || state.lease.revoked) continue;
    d.guarded(guard.id, () => {
      const revoked = revokeLease(sceneOf(d.state, guard, d.now), state);
      if (revoked) recordAll(d, guard.id, [revoked]);
    });
  }
}

/** The guard at which time alone changes something first; null when there is none such. */
export function nextGuard(state: TeamState, broken: ReadonlySet<string>): { id: string; at: Instant } | null {
  let first: { id: string; at: Instant } | null = null;
  for (const { id } of state.config?.guards ?? []) {
    const known = broken.has(id) ? undefined : state.guards[id];
    const at = known ? nextGuardDue(known) : null;
    if (at !== null && (first === null || at < first.at)) first = { id, at };
  }
  return first;
}

/** Lets happen what time alone has brought about at a guard. */
export const judgeGuard = (d: Decision, id: string): void =>
  recordAll(d, id, passGuardTime(guardStateOf(d.state, id), d.now));

/** Guards that are gone take their memory, and the incident about them, with them. @param end ends an incident by its key */
export function configureGuards(d: Decision, config: TeamConfig, end: (key: string, text: string) => void): void {
  const gone = [...new Set([...Object.keys(d.state.guards), ...openIncidents(d.state)])].filter((id) =>
    config.guards.every((guard) => guard.id !== id),
  );
  for (const id of gone) {
    if (d.state.guards[id]) d.emit({ kind: "guard.removed", subject: id, data: {} });
    end(guardKey(id), "the guard was deleted");
  }
}

const openIncidents = (team: TeamState): string[] =>
  anyIncidents(team).flatMap(({ source, state }) => (source.kind === "guard" && state === "open" ? [source.id] : []));
