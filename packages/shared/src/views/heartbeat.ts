import { upcoming } from "../heartbeat/schedule.ts";
import { heartbeatSentence } from "../heartbeat/sentence.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import { deadline, viewAt } from "../heartbeat/view.ts";
import type { RecentPing, TeamState } from "../team/state.ts";
import { heartbeatKey } from "../team/watch-heartbeats.ts";
import { SECOND, type Instant } from "../time.ts";
import { clockView, iso, isoOrNull, zoneOf } from "./clock.ts";
import type { HeartbeatDetail, HeartbeatView, PingView } from "./views.ts";

const UPCOMING = 5;

/** The open incident with this dedup key; null when there is none. */
export const openIncident = (state: TeamState, key: string): string | null =>
  Object.values(state.incidents).find((incident) => incident.key === key && incident.state === "open")?.id ?? null;

/**
 * A heartbeat as lists show it; null while the team has settings but no state for it.
 * @param pingBase where pings go, without a slash at its end
 */
export function heartbeatViewOf(
  state: TeamState,
  settings: HeartbeatSettings,
  now: Instant,
  pingBase: string,
): HeartbeatView | null {
  const known = state.heartbeats[settings.id];
  if (!known) return null;
  const { status, started, nextPing } = viewAt(settings, known, now);
  return {
    id: settings.id,
    name: settings.name,
    pingUrl: `${pingBase}/${settings.pingId}`,
    schedule: settings.schedule,
    graceSeconds: settings.graceSeconds,
    status: status === "grace" ? "late" : status,
    running: started,
    lastPing: isoOrNull(known.lastPing),
    nextPing: isoOrNull(nextPing),
    deadline: isoOrNull(deadline(settings, known)),
    lastDurationMs: known.lastDurationMs,
    pings: known.pings,
    sentence: heartbeatSentence(settings, known, now, zoneOf(state)),
    incident: openIncident(state, heartbeatKey(settings.id)),
  };
}

/** One heartbeat with its pings and expected times; null when the team has none with this id. */
export function heartbeatDetailOf(
  state: TeamState,
  id: string,
  now: Instant,
  { factor, pingBase }: { factor: number; pingBase: string },
): HeartbeatDetail | null {
  const settings = state.config?.heartbeats.find((candidate) => candidate.id === id);
  const known = state.heartbeats[id];
  const view = settings && heartbeatViewOf(state, settings, now, pingBase);
  if (!settings || !known || !view) return null;
  return {
    ...view,
    clock: clockView(now, factor),
    recent: (state.pings[id] ?? []).map(pingView),
    upcoming: expectedAfter(settings, known, now).map(iso),
  };
}

/** The next expected instants. A period has none of its own until a ping has started it. */
function expectedAfter({ schedule }: HeartbeatSettings, { status, expected }: HeartbeatState, now: Instant): Instant[] {
  if (status === "paused") return [];
  if (schedule.kind !== "period") return upcoming(schedule, now, UPCOMING);
  if (expected === null) return [];
  const step = schedule.seconds * SECOND;
  const before = expected > now ? expected - step : now - ((now - expected) % step);
  return upcoming(schedule, before, UPCOMING);
}

const pingView = ({ at, ...ping }: RecentPing): PingView => ({ ...ping, at: iso(at) });
