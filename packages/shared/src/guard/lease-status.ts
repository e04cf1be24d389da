import { clockText } from "../heartbeat/time-text.ts";
import { holdAnswer, wireLease, type HoldBody, type WireLease } from "./answer.ts";
import { evolveGuard, type GuardEvent } from "./events.ts";
import { expireLease, revocation } from "./leases.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { GuardState, Lease } from "./state.ts";
import { zoneOf, type Scene } from "./targets.ts";

/** The answer to `GET …/lease/<lease id>`, by which a wrapper learns that its job must stop. Spec "heartbeats" §7.2. */
export type LeaseStatus = (
  | { status: 200; body: { decision: "go"; guard: string; lease: WireLease }; text: "go" }
  | { status: 409; body: HoldBody; text: string }
  /** No lease of this guard ever had this id. */
  | { status: 404; body: null; text: "not found" }
) & { events: GuardEvent[] };

const LEASE_ID = /^lease_([1-9]\d{0,15})$/;

/**
 * How a lease stands. Its conditions are judged anew, so an age that nothing announces is found here; `events` hold what
 * that came to.
 */
export function leaseStatus(scene: Scene, before: GuardState, id: string): LeaseStatus {
  const seq = Number(LEASE_ID.exec(id)?.[1] ?? Number.NaN);
  if (!(seq <= before.seq)) return { status: 404, body: null, text: "not found", events: [] };
  const expired = expireLease(before, scene.now);
  const state = expired ? evolveGuard(before, expired) : before;
  const events = expired ? [expired] : [];
  const { lease } = state;
  if (lease === null || lease.seq !== seq) return stopped([ended(scene, state, id)], scene, events);
  if (lease.revoked) return stopped(lease.revoked.reasons, scene, events);
  const revoked = revocation(scene, lease);
  if (revoked?.kind === "guard.revoked") return stopped(revoked.data.reasons, scene, [...events, revoked]);
  return going(scene, lease, events);
}

const going = ({ guard }: Scene, lease: Lease, events: GuardEvent[]): LeaseStatus => ({
  status: 200,
  body: { decision: "go", guard: guard.slug, lease: wireLease(lease) },
  text: "go",
  events,
});

function stopped(reasons: readonly GuardReason[], { now }: Scene, events: GuardEvent[]): LeaseStatus {
  const { body, text } = holdAnswer(reasons, null, now);
  return { status: 409, body, text, events };
}

function ended({ guard, team, now }: Scene, { lapsed }: GuardState, id: string): GuardReason {
  if (lapsed?.id !== id) return reason("stale", guard.slug, `${id} is over`);
  const at = clockText(lapsed.at, now, zoneOf(team), false);
  return reason("stale", guard.slug, `${id} ran out at ${at}`, { since: lapsed.at });
}
