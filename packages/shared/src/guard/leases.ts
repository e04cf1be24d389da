import { clockText } from "../heartbeat/time-text.ts";
import type { PingType } from "../heartbeat/ping.ts";
import type { Instant } from "../time.ts";
import { brokenConditions } from "./conditions.ts";
import type { FreedBy, GuardEvent, GuardEventOf } from "./events.ts";
import type { GuardSettings, TargetRef } from "./settings.ts";
import { liveLease, REASONS_KEPT, type GuardState, type Lease } from "./state.ts";
import { allRequired, isSame, type Scene } from "./targets.ts";

/** How leases end, and what they mean while they last. Spec "heartbeats" §7.2. */

/** The states of a team's guards, by their internal id. */
export type GuardStates = Readonly<Record<string, GuardState>>;

/** The run `rid` gives its lease back; null when it holds none. Also after the lease ran out unnoticed: the run did end. */
export function releaseLease({ lease }: GuardState, rid: string, by: FreedBy): GuardEvent | null {
  if (lease === null || lease.rid !== rid.toLowerCase()) return null;
  return { kind: "guard.freed", data: { lease: lease.id, rid: lease.rid, by } };
}

/**
 * The leases that a ping gives back: a success or fail of the run that holds them.
 * @param type what the ping counts as before its delay is looked at: also a delayed report says that the run is over
 */
export function freedByPing(states: GuardStates, type: PingType, runId: string | null): GuardEventOf[] {
  if (runId === null || (type !== "success" && type !== "fail")) return [];
  return Object.entries(states).flatMap(([guard, state]) => {
    const event = releaseLease(state, runId, type);
    return event ? [{ guard, event }] : [];
  });
}

/** The lease ran out before `now`, epoch ms, and nobody gave it back; null when there is none such. */
export function expireLease({ lease }: GuardState, now: Instant): GuardEvent | null {
  if (lease === null || now < lease.expiresAt) return null;
  return { kind: "guard.expired", data: { lease: lease.id, rid: lease.rid, at: lease.expiresAt } };
}

/** A condition of a lease broke: what to record of it. Null while all hold, and when it was revoked before. */
export function revocation(scene: Scene, lease: Lease): GuardEvent | null {
  if (lease.revoked) return null;
  const reasons = brokenConditions(scene, { targets: lease.targets, facts: null }).slice(0, REASONS_KEPT);
  if (reasons.length === 0) return null;
  return { kind: "guard.revoked", data: { lease: lease.id, rid: lease.rid, at: scene.now, reasons } };
}

/**
 * Whether the lease of one guard is to be revoked. Ask for each guard after every change of the team's state; what time
 * alone breaks between two changes, such as an age, is found at the latest when the wrapper asks for its lease.
 */
export function revokeLease(scene: Scene, state: GuardState): GuardEvent | null {
  const lease = liveLease(state, scene.now);
  return lease && revocation(scene, lease);
}

/**
 * What incidents on a thing say of the destructive jobs that count on it: "prune-backups is running since 04:30", one for
 * each lease. A revoked one is said too: its job may not have stopped.
 * @param zone IANA zone in which the reader wants the times
 */
export function runningOn(
  guards: readonly GuardSettings[],
  states: GuardStates,
  target: TargetRef,
  now: Instant,
  zone: string,
): string[] {
  return guards.flatMap((guard) => {
    const state = states[guard.id];
    const lease = state ? liveLease(state, now) : null;
    if (!lease || !allRequired(guard, lease.targets).some((required) => isSame(required, target))) return [];
    return [`${guard.slug} is running since ${clockText(lease.grantedAt, now, zone, false)}`];
  });
}
