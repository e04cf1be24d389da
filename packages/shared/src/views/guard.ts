import { guardsOn, type GuardOnTarget } from "../guard/on-target.ts";
import { guardFindings } from "../guard/holds.ts";
import { runningOn } from "../guard/leases.ts";
import type { GuardSettings } from "../guard/settings.ts";
import { guardSlugPath } from "../guard/slug-path.ts";
import { liveLease, type GuardEntry, type GuardState, type Lease } from "../guard/state.ts";
import type { IncidentSource } from "../incident/incident.ts";
import type { TeamState } from "../team/state.ts";
import { guardStateOf } from "../team/watch-guards.ts";
import type { Instant } from "../time.ts";
import { clockView, iso, isoOrNull, timeText, zoneOf } from "./clock.ts";
import type { GuardEntryView, GuardLeaseView, GuardView, HeartbeatGuardView } from "./guard-views.ts";
import type { GuardList } from "./views.ts";

/** What the screen of guards needs to know beside the state. */
type Place = { factor: number; /** Without a slash at its end. */ pingBase: string; mayOperate: boolean };

/** All guards of a team, as their screen lists them. */
export function guardListOf(state: TeamState, now: Instant, place: Place): GuardList {
  const guards = state.config?.guards ?? [];
  return { clock: clockView(now, place.factor), guards: guards.map((guard) => guardViewOf(state, guard, now, place)) };
}

function guardViewOf(state: TeamState, guard: GuardSettings, now: Instant, place: Place): GuardView {
  const known = guardStateOf(state, guard.id);
  const lease = liveLease(known, now);
  const { id, guardId, createdAt: _at, ...input } = guard;
  const path = place.mayOperate ? guardSlugPath(state.config, guard) : null;
  return {
    id,
    name: guard.name,
    slug: guard.slug,
    url: `${place.pingBase}/guard/${guardId}`,
    slugUrl: path === null ? null : `${place.pingBase}/guard/${path}`,
    input,
    state: lease ? "leased" : isHeld(known) ? "held" : "free",
    sentence: sentenceOf(state, known, lease, now),
    warnings: guardFindings(guard, known, now, zoneOf(state)).map(({ text }) => `${text}.`),
    lease: lease && leaseView(lease),
    heldSince: isoOrNull(known.heldSince),
    holdsInRow: known.holdsInRow,
    recent: known.recent.map(entryView),
  };
}

const isHeld = ({ recent }: GuardState): boolean => recent[0]?.decision === "hold";

function sentenceOf(state: TeamState, known: GuardState, lease: Lease | null, now: Instant): string {
  if (lease) {
    const until = `leased by run ${lease.rid} until ${timeText(state, lease.expiresAt, now)}`;
    const [why] = lease.revoked?.reasons ?? [];
    return why ? `Revoked: ${why.text}. Still ${until}.` : `L${until.slice(1)}.`;
  }
  const [last] = known.recent;
  if (!last) return "Free. Nobody has asked yet.";
  if (last.decision === "go") return `Free. The last go was at ${timeText(state, last.at, now)}.`;
  const since = timeText(state, known.heldSince ?? last.at, now);
  return `Held back since ${since}: ${last.reasons[0]?.text ?? "a condition does not hold"}.`;
}

const leaseView = ({ id, seq, rid, grantedAt, expiresAt, revoked }: Lease): GuardLeaseView => ({
  id,
  seq,
  rid,
  grantedAt: iso(grantedAt),
  expiresAt: iso(expiresAt),
  revoked: revoked && revoked.reasons.map(({ text }) => text),
});

const entryView = ({ at, reasons, ...entry }: GuardEntry): GuardEntryView => ({
  ...entry,
  at: iso(at),
  reasons: reasons.map(({ code, target, since, text }) => ({ code, target, since: isoOrNull(since), text })),
});

/** The guards that have to do with a heartbeat, as its page shows them. */
export function heartbeatGuardsOf(state: TeamState, id: string, now: Instant): HeartbeatGuardView[] {
  const found = guardsOn(state.config?.guards ?? [], state.guards, state, { kind: "heartbeat", id }, now);
  return found.map(({ guard, asks, guards, lease, heldBack }: GuardOnTarget) => ({
    id: guard.id,
    name: guard.name,
    slug: guard.slug,
    asks,
    guards,
    lease: lease && leaseView(lease),
    heldBack: heldBack.map(entryView),
  }));
}

/** What an incident on a thing says of the destructive jobs that count on it: "prune-backups is running since 04:30". */
export const runningJobs = (state: TeamState, { kind, id }: IncidentSource, now: Instant): string[] =>
  kind === "guard" || kind === "probe"
    ? []
    : runningOn(state.config?.guards ?? [], state.guards, { kind, id }, now, zoneOf(state));
