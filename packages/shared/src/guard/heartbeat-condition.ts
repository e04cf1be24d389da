import { slotsOf } from "../heartbeat/schedule.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import { clockText, durationText } from "../heartbeat/time-text.ts";
import { absorbedFailures, deadline, viewAt } from "../heartbeat/view.ts";
import { SECOND, type Instant } from "../time.ts";
import { reason, type GuardReason } from "./reason.ts";
import type { Requirement } from "./settings.ts";
import { labelOf, zoneOf, type Scene } from "./targets.ts";

/**
 * Why a required heartbeat is not well: it must be up, have succeeded lately, and have no failure that its tolerance
 * absorbed. None when it is well. Spec "heartbeats" §7.
 *
 * The guarded job's own heartbeat (the one with the guard's slug) may be late: a job that is due asks because it is due.
 */
export function heartbeatReasons(scene: Scene, required: Requirement): GuardReason[] {
  const { team, now } = scene;
  const settings = team.config?.heartbeats.find(({ id }) => id === required.id);
  const state = settings && team.heartbeats[settings.id];
  const target = labelOf(team.config, required);
  const say = sayOf(required, target);
  if (!settings || !state) return [say("target_unknown", `there is no heartbeat ${target}`)];
  const clock = (at: Instant): string => clockText(at, now, zoneOf(team), false);
  const isOwn = settings.slug !== "" && settings.slug === scene.guard.slug;
  const status = statusReason(settings, state, now, isOwn, clock, say);
  if (status) return [status];
  const absorbed = absorbedFailures(state);
  const text = `${target} is degraded: ${absorbed} ${absorbed === 1 ? "failure" : "failures in a row"}`;
  const degraded = absorbed > 0 ? [say("degraded", text, state.lastPing)] : [];
  const stale = staleReason(settings, state, required, now, isOwn, say);
  return stale ? [...degraded, stale] : degraded;
}

type Say = (code: GuardReason["code"], text: string, since?: Instant | null) => GuardReason;

const sayOf =
  ({ kind, id }: Requirement, target: string): Say =>
  (code, text, since = null) =>
    reason(code, target, text, { since, about: { kind, id } });

function statusReason(
  settings: HeartbeatSettings,
  state: HeartbeatState,
  now: Instant,
  isOwn: boolean,
  clock: (at: Instant) => string,
  say: Say,
): GuardReason | null {
  const target = settings.slug || settings.name;
  const limit = deadline(settings, state);
  const late = (since: Instant): GuardReason => say("target_late", `${target} is late since ${clock(since)}`, since);
  switch (viewAt(settings, state, now).status) {
    case "new":
      return say("target_unknown", `${target} has not run yet`, state.armedAt);
    case "paused":
      return say("target_unknown", `${target} is paused since ${clock(state.since)}`, state.since);
    case "down": {
      const since = state.status === "down" ? state.since : (limit ?? now);
      return say("target_down", `${target} is down since ${clock(since)}`, since);
    }
    case "grace":
      return isOwn && !hasPassed(limit, now) ? null : late(state.expected ?? limit ?? now);
    case "up":
      // Where the tolerance will absorb it, a limit that has passed takes nothing down; the run is missing all the same.
      return limit !== null && hasPassed(limit, now) ? late(limit) : null;
  }
}

const hasPassed = (limit: Instant | null, now: Instant): boolean => limit !== null && now >= limit;

function staleReason(
  settings: HeartbeatSettings,
  state: HeartbeatState,
  { maxAgeSeconds }: Requirement,
  now: Instant,
  isOwn: boolean,
  say: Say,
): GuardReason | null {
  const target = settings.slug || settings.name;
  if (state.lastPing === null) return say("stale", `${target} has no success yet`);
  if (maxAgeSeconds === null && isOwn) return null;
  const limit = maxAgeSeconds === null ? defaultAge(settings, state) : maxAgeSeconds * SECOND;
  if (limit === null)
    return say("stale", `${target} expects no further run: give it a max age in this guard`, state.lastPing);
  const age = now - state.lastPing;
  const text = `the last success of ${target} is ${durationText(age)} old, at most ${durationText(limit)} allowed`;
  return age > limit ? say("stale", text, state.lastPing + limit) : null;
}

/** Interval and grace, in ms; null when the schedule has ended and there is no interval any more. */
function defaultAge({ schedule, graceSeconds }: HeartbeatSettings, { expected }: HeartbeatState): number | null {
  const grace = graceSeconds * SECOND;
  if (schedule.kind === "period") return schedule.seconds * SECOND + grace;
  const before = expected === null ? null : slotsOf(schedule).previous(expected);
  return expected === null || before === null ? null : expected - before + grace;
}
