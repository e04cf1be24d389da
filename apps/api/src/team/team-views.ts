import type { ProbeId } from "@nightbell/shared/check/region";
import { memberOf } from "@nightbell/shared/paging/reach";
import type { SeriesAnswer, SeriesQuery } from "@nightbell/shared/stats/series-query";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { HeartbeatRecord, HistoryEvent } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import { guardListOf } from "@nightbell/shared/views/guard";
import { heartbeatDetailOf } from "@nightbell/shared/views/heartbeat";
import { incidentDetailOf, incidentViewOf } from "@nightbell/shared/views/incident";
import { maintenanceListOf } from "@nightbell/shared/views/maintenance";
import { monitorDetailOf } from "@nightbell/shared/views/monitor";
import type { MaintenanceList, MonitorDetail, ProbeList } from "@nightbell/shared/views/monitor-views";
import { onCallOf } from "@nightbell/shared/views/on-call";
import { readerZone } from "@nightbell/shared/views/on-call-people";
import { overviewOf } from "@nightbell/shared/views/overview";
import { probeListOf } from "@nightbell/shared/views/probe";
import { storyStart } from "@nightbell/shared/views/story";
import type { GuardList, HeartbeatDetail, IncidentDetail, IncidentView, Overview } from "@nightbell/shared/views/views";
import type { Settings } from "../env.ts";
import type { Asked } from "./door.ts";
import { historyOf } from "./history.ts";
import { incidentOf, incidentsInOrder } from "@nightbell/shared/team/incident-table";

/** What may be read of a team by whoever the door let in. Null: there is no such thing. */

/** More than this waits for the record only while it is down for long. */
const UNRECORDED_LIMIT = 20_000;

const factorOf = ({ runtime }: Asked): { factor: number } => ({ factor: runtime.clock.factor });

export function overview(asked: Asked, now: Instant, { PING_BASE }: Settings): Overview {
  const { state } = asked.runtime.engine;
  const known = overviewOf(state, now, {
    ...factorOf(asked),
    mayOperate: asked.mayAct,
    recordDown: asked.runtime.flusher.recordDown,
    pingBase: PING_BASE,
  });
  // The same sentence as on the page of on-call, which speaks in the reader's zone.
  return { ...known, onCall: onCallOf(state, now, readerZone(state, asked.user)) };
}

export const heartbeat = (
  asked: Asked,
  now: Instant,
  { PING_BASE, MAIL_DOMAIN }: Settings,
  id: string,
): HeartbeatDetail | null =>
  heartbeatDetailOf(asked.runtime.engine.state, id, now, {
    ...factorOf(asked),
    pingBase: PING_BASE,
    mailDomain: MAIL_DOMAIN,
    mayOperate: asked.mayAct,
  });

export const guards = (asked: Asked, now: Instant, { PING_BASE }: Settings): GuardList =>
  guardListOf(asked.runtime.engine.state, now, {
    ...factorOf(asked),
    pingBase: PING_BASE,
    mayOperate: asked.mayAct,
  });

/** All heartbeats with their state, as programs read them. */
export const heartbeats = ({ runtime }: Asked, now: Instant): { now: Instant; heartbeats: HeartbeatRecord[] } => {
  const { state } = runtime.engine;
  const list = (state.config?.heartbeats ?? []).flatMap((settings): HeartbeatRecord[] => {
    const known = state.heartbeats[settings.id];
    return known ? [{ settings, state: known }] : [];
  });
  return { now, heartbeats: list };
};

/** What the log holds of a heartbeat that the record may not have yet. */
export const unrecorded = ({ runtime: { log, flusher } }: Asked, id: string): HistoryEvent[] =>
  log.since(flusher.cursor, UNRECORDED_LIMIT).flatMap((event) => (event.subject === id ? [historyOf(event)] : []));

export const monitor = (asked: Asked, now: Instant, id: string): MonitorDetail | null =>
  monitorDetailOf(asked.runtime.engine.state, id, now, factorOf(asked));

export const maintenance = (asked: Asked, now: Instant): MaintenanceList =>
  maintenanceListOf(asked.runtime.engine.state, now, factorOf(asked));

/** Probes are heard in real time, which the team's clock may have left behind. */
export function probes(asked: Asked): ProbeList {
  const { engine, privateProbes } = asked.runtime;
  const now = Date.now();
  const known = (probe: ProbeId) => {
    const word = privateProbes.word(probe);
    return {
      heardAt: word?.heardAt ?? null,
      wasHeard: privateProbes.wasHeard(probe),
      build: word?.build ?? null,
      hostname: word?.hostname ?? null,
      sight: privateProbes.sight(probe, now),
    };
  };
  return probeListOf(engine.state, now, { ...factorOf(asked), known });
}

export const series = ({ runtime }: Asked, now: Instant, query: SeriesQuery): SeriesAnswer | null =>
  query.monitor !== null && monitorOf(runtime.engine.state, query.monitor) === undefined
    ? null
    : runtime.sampler.series(query, now);

/** Newest first. */
export const incidents = ({ runtime: { engine } }: Asked, now: Instant): IncidentView[] =>
  incidentsInOrder(engine.state)
    .toReversed()
    .map((incident) => incidentViewOf(engine.state, incident, now));

export function incident(asked: Asked, now: Instant, id: string): IncidentDetail | null {
  const { engine, log } = asked.runtime;
  const { state } = engine;
  const known = incidentOf(state, id);
  if (!known) return null;
  return incidentDetailOf(state, id, now, factorOf(asked), log.storyFrom(storyStart(state, known)));
}

/** What carriers said of the caller's own contacts. */
export function contactHealth({ runtime, user }: Asked): Record<string, { reason: string; at: number }> {
  const { state } = runtime.engine;
  const mine = memberOf(state, user)?.contacts.map(({ id }) => id) ?? [];
  return Object.fromEntries(Object.entries(state.disabled).filter(([id]) => mine.includes(id)));
}
