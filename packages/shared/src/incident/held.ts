import { isHeartbeatMaintained, isMaintained } from "../team/watch-maintenance.ts";
import type { Decision } from "../team/decision.ts";
import { monitorOf } from "../team/monitor-table.ts";
import type { TeamState } from "../team/state.ts";
import { earliest, MINUTE, type Instant } from "../time.ts";
import type { IncidentSource } from "./incident.ts";
import type { Failure } from "./failure.ts";
import { newestOf } from "../team/incident-table.ts";

/**
 * Failures that are known, and page nobody for now: something is worked on, or what it stands on is down. Watching
 * goes on, and so do incidents that were open before (spec "oncall" §4, trigger; spec "product" §2.2).
 */

export type HeldWhy = { kind: "maintenance" } | { kind: "parent"; id: string };

/** A failure that waits, since when and for what. */
export type HeldFailure = { failure: Failure; since: Instant; why: HeldWhy };

/** What stands on something may take a while to find its feet after it: that long it is not paged for either. */
const PARENT_GRACE = 3 * MINUTE;

/** Why nobody is to be paged for a failure of this source; null: nothing speaks against it. */
export function heldBy(state: TeamState, source: IncidentSource, now: Instant): HeldWhy | null {
  if (isWorkedOn(state, source)) return { kind: "maintenance" };
  const parent = parentsOf(state, source.id).find((id) => now < downUntil(state, id, [source.id]));
  return parent === undefined ? null : { kind: "parent", id: parent };
}

const isWorkedOn = (state: TeamState, { kind, id }: Pick<IncidentSource, "kind" | "id">): boolean =>
  kind === "heartbeat" ? isHeartbeatMaintained(state, id) : kind === "monitor" && isMaintained(state, id);

const parentsOf = (state: TeamState, id: string): readonly string[] =>
  [...(state.config?.monitors ?? []), ...(state.config?.heartbeats ?? [])].find((known) => known.id === id)?.parents ??
  [];

/** Until when a failure is held, as things are; long ago: it is not. @param seen ids that it may not be held by: its own */
function heldUntil(state: TeamState, source: Pick<IncidentSource, "kind" | "id">, seen: readonly string[]): Instant {
  if (isWorkedOn(state, source)) return Infinity;
  const parents = parentsOf(state, source.id).filter((id) => !seen.includes(id));
  return Math.max(...parents.map((id) => downUntil(state, id, seen)));
}

/**
 * Until when something counts as down for what stands on it: for ever while somebody is asked about it, or while it is
 * known to be down in a window of its own; then for its grace; long ago, if it is well. One that is held itself counts as
 * long as that lasts, so that things that stand on each other cannot silence each other.
 */
function downUntil(state: TeamState, id: string, seen: readonly string[]): Instant {
  const keys = [`monitor:${id}`, `heartbeat:${id}`];
  const [held] = keys.flatMap((key) => state.held[key] ?? []);
  if (held) return heldUntil(state, held.failure.source, [...seen, id]);
  if (monitorOf(state, id)?.status === "down" && isMaintained(state, id)) return Infinity;
  const failures = keys.flatMap((key) => newestOf(state, key) ?? []).filter(({ kind }) => kind === "down");
  return Math.max(...failures.map(({ resolvedAt }) => (resolvedAt === null ? Infinity : resolvedAt + PARENT_GRACE)));
}

/** Notes that a failure waits. */
export function hold(d: Decision, failure: Failure, why: HeldWhy): void {
  const known = d.state.held[failure.key];
  if (known?.failure.title === failure.title && JSON.stringify(known.why) === JSON.stringify(why)) return;
  d.emit({ kind: "failure.held", subject: failure.key, data: { failure, why } });
}

/** The thing works again, or is watched no more: nothing waits any longer. */
export function dropHeld(d: Decision, key: string): void {
  if (d.state.held[key]) d.emit({ kind: "failure.released", subject: key, data: { recovered: true } });
}

/** When the first failure that waits for nothing but a grace is let go; null: none by itself. */
export function nextRelease(state: TeamState): Instant | null {
  const ends = Object.values(state.held).map(({ failure: { source } }) => heldUntil(state, source, [source.id]));
  return earliest(ends.filter((end) => end !== Infinity).map((end) => Math.max(end, state.lastAt)));
}
