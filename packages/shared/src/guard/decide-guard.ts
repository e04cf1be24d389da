import { clockText } from "../heartbeat/time-text.ts";
import { SECOND } from "../time.ts";
import { goAnswer, holdAnswer, type GuardAnswer } from "./answer.ts";
import { brokenConditions, checkedOf, unknownName } from "./conditions.ts";
import { evolveGuard, type GuardEvent } from "./events.ts";
import { expireLease, revocation } from "./leases.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { GuardRequest } from "./request.ts";
import type { GuardSettings } from "./settings.ts";
import { REASONS_KEPT, type GuardEntry, type GuardState, type Lease } from "./state.ts";
import { resolveNames, zoneOf, type Circumstances, type GuardTeam, type Scene } from "./targets.ts";

/** One question to a guard, with all that its answer depends on. */
export type GuardAsk = {
  guard: GuardSettings;
  state: GuardState;
  team: GuardTeam;
  around: Circumstances;
  request: GuardRequest;
  /** A fresh random UUID: the run id of a caller that gave none. */
  newRid: string;
};

/** The answer, and what is to be recorded before it goes out. */
export type GuardDecision = GuardAnswer & { events: GuardEvent[] };

/**
 * May the job run? Decides and leases in one step: the caller records `events` and answers in the same breath, so that two
 * runs never both hear "go" (spec "heartbeats" §7.2). The run that holds the lease gets the same lease again, with the same
 * end, as long as the conditions hold. A dry question records nothing.
 */
export function decideGuard({ guard, state: before, team, around, request, newRid }: GuardAsk): GuardDecision {
  const now = request.at;
  const rid = (request.rid ?? newRid).toLowerCase();
  const scene: Scene = { guard, team, around, now };
  const expired = expireLease(before, now);
  const state = expired ? evolveGuard(before, expired) : before;
  const mine = state.lease?.rid === rid ? state.lease : null;
  const other = mine ? null : state.lease;
  const { targets, unknown } = resolveNames(team.config, request.require);
  const added = [...(mine?.targets ?? []), ...targets];
  const reasons = merged(
    other ? [held(scene, other)] : [],
    unknown.map(unknownName),
    brokenConditions(scene, { targets: added, facts: request.facts }),
    mine?.revoked?.reasons ?? [],
  );
  const record = (events: GuardEvent[]): GuardEvent[] =>
    request.dry ? [] : [...(expired ? [expired] : []), ...events];
  if (reasons.length > 0) {
    const hold = holdAnswer(reasons, other, now);
    return { ...hold, events: record(onHold(scene, state, mine, rid, hold.status, reasons)) };
  }
  const checked = checkedOf(scene, added);
  if (mine || request.dry) return { ...goAnswer(guard.slug, mine, checked), events: [] };
  const seq = state.seq + 1;
  const expiresAt = now + (request.ttlSeconds ?? guard.ttlSeconds) * SECOND;
  const lease: Lease = { id: leaseId(seq), seq, rid, grantedAt: now, expiresAt, targets, revoked: null };
  const entry: GuardEntry = { at: now, rid, decision: "go", status: 200, reasons: [], reasonCount: 0 };
  return {
    ...goAnswer(guard.slug, lease, checked),
    events: record([{ kind: "guard.leased", data: { lease, entry } }]),
  };
}

const leaseId = (seq: number): string => `lease_${seq}`;

/** The hold counts; and if it is the run's own lease whose conditions broke, that is revoked with it. */
function onHold(
  scene: Scene,
  state: GuardState,
  mine: Lease | null,
  rid: string,
  status: GuardEntry["status"],
  reasons: readonly GuardReason[],
): GuardEvent[] {
  const at = scene.now;
  const kept = reasons.slice(0, REASONS_KEPT);
  const entry: GuardEntry = { at, rid, decision: "hold", status, reasons: kept, reasonCount: reasons.length };
  const heldSince = state.heldSince ?? (status === 409 ? at : null);
  const revoked = mine && revocation(scene, mine);
  return [
    ...(revoked ? [revoked] : []),
    { kind: "guard.held", data: { entry, holdsInRow: state.holdsInRow + 1, heldSince } },
  ];
}

function held({ guard, team, now }: Scene, { rid, grantedAt, expiresAt }: Lease): GuardReason {
  const text = `${guard.slug} is held by run ${rid} until ${clockText(expiresAt, now, zoneOf(team), false)}`;
  return reason("lease_held", guard.slug, text, { since: grantedAt, endsAt: expiresAt });
}

/** All reasons, of several with one text the first. */
function merged(...lists: GuardReason[][]): GuardReason[] {
  const all = lists.flat();
  return all.filter((one, i) => all.findIndex(({ code, text }) => code === one.code && text === one.text) === i);
}
