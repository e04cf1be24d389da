import { graceAdvice, shiftedArrivals } from "../heartbeat/arrivals.ts";
import { clockChangeNotes } from "../heartbeat/clock-changes.ts";
import { NO_INSIGHT, type Insight } from "../heartbeat/insight/insight.ts";
import { learnedRanges, type Learned } from "../heartbeat/insight/learned.ts";
import { missedInstants } from "../heartbeat/missed-instants.ts";
import { upcoming } from "../heartbeat/schedule.ts";
import { heartbeatSentence } from "../heartbeat/sentence.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { HeartbeatState } from "../heartbeat/state.ts";
import { absorbedFailures, deadline, viewAt } from "../heartbeat/view.ts";
import { worstCaseSeconds } from "../heartbeat/worst-case.ts";
import { slugPath } from "../team/find-heartbeat.ts";
import type { RecentPing, TeamState } from "../team/state.ts";
import { heldText } from "./held.ts";
import { heartbeatKey } from "../team/watch-heartbeats.ts";
import { findingKey } from "../team/watch-insights.ts";
import { SECOND, type Instant } from "../time.ts";
import { heartbeatGuardsOf } from "./guard.ts";
import { clockView, iso, isoOrNull, zoneOf } from "./clock.ts";
import type { FindingView, HeartbeatDetail, HeartbeatView, LearnedView, MetricView, PingView } from "./views.ts";
import { openOf } from "../team/incident-table.ts";

const UPCOMING = 5;

/** The open incident with this dedup key; null when there is none. */
export const openIncident = (state: TeamState, key: string): string | null => openOf(state, key)?.id ?? null;

/**
 * A heartbeat as lists show it; null while the team has settings but no state for it.
 * @param place `pingBase`: where pings go, without a slash at its end
 */
export function heartbeatViewOf(
  state: TeamState,
  settings: HeartbeatSettings,
  now: Instant,
  { pingBase, mayOperate }: Pick<HeartbeatPlace, "pingBase" | "mayOperate">,
): HeartbeatView | null {
  const known = state.heartbeats[settings.id];
  if (!known) return null;
  const { status, started, nextPing } = viewAt(settings, known, now);
  return {
    id: settings.id,
    name: settings.name === "" ? "unnamed" : settings.name,
    slug: settings.slug,
    tags: settings.tags,
    pingUrl: mayOperate ? `${pingBase}/${settings.pingId}` : null,
    schedule: settings.schedule,
    graceSeconds: settings.graceSeconds,
    status: status === "grace" ? "late" : status,
    running: started,
    lastPing: isoOrNull(known.lastPing),
    nextPing: isoOrNull(nextPing),
    deadline: isoOrNull(deadline(settings, known)),
    lastDurationMs: known.lastDurationMs,
    pings: known.pings,
    degraded: degradedOf(settings, known),
    findings: findingsOf(state, settings.id),
    sentence: heartbeatSentence(settings, known, now, zoneOf(state)),
    incident: openIncident(state, heartbeatKey(settings.id)),
    held: heldText(state, heartbeatKey(settings.id)),
  };
}

function degradedOf({ failureTolerance }: HeartbeatSettings, known: HeartbeatState): HeartbeatView["degraded"] {
  const failures = absorbedFailures(known);
  return failures > 0 ? { failures, tolerance: failureTolerance } : null;
}

const findingsOf = (state: TeamState, id: string): FindingView[] =>
  Object.values(state.insights[id]?.findings ?? {}).map((finding) => ({
    ...finding,
    since: iso(finding.since),
    incident: openIncident(state, findingKey(id, finding.rule)),
  }));

/** What a heartbeat's page needs to know beside the state. */
export type HeartbeatPlace = {
  factor: number;
  /** Where pings go, without a slash at its end; and the domain that takes them by e-mail, or empty. */
  pingBase: string;
  mailDomain: string;
  /** Whether the reader may see where to ping: with that, a dead job can be made to look alive. */
  mayOperate: boolean;
};

/** One heartbeat with its pings and expected times; null when the team has none with this id. */
export function heartbeatDetailOf(
  state: TeamState,
  id: string,
  now: Instant,
  place: HeartbeatPlace,
): HeartbeatDetail | null {
  const settings = state.config?.heartbeats.find((candidate) => candidate.id === id);
  const known = state.heartbeats[id];
  const view = settings && heartbeatViewOf(state, settings, now, place);
  if (!settings || !known || !view) return null;
  const recent = state.pings[id] ?? [];
  const path = place.mayOperate ? slugPath(state, settings) : null;
  const insight = state.insights[id] ?? NO_INSIGHT;
  return {
    ...view,
    clock: clockView(now, place.factor),
    input: inputOf(settings),
    slugUrl: path === null ? null : `${place.pingBase}/${path}`,
    mailAddress: place.mailDomain === "" || !place.mayOperate ? null : `${settings.pingId}@${place.mailDomain}`,
    recent: recent.map(pingView),
    missed: missedOf(settings, known, recent, now).map(iso),
    upcoming: expectedAfter(settings, known, now).map(iso),
    clockChanges: clockChangeNotes(settings.schedule, now),
    worstCaseSeconds: worstCaseSeconds(settings, now),
    ...adviceOf(settings, recent),
    learned: learnedRanges(settings, insight, now).map(learnedView),
    metrics: metricsOf(insight),
    guards: heartbeatGuardsOf(state, id, now),
  };
}

function inputOf(settings: HeartbeatSettings): HeartbeatDetail["input"] {
  const { id: _id, pingId: _pingId, badgeId: _badgeId, createdAt: _at, ...input } = settings;
  return input;
}

function adviceOf(settings: HeartbeatSettings, recent: RecentPing[]): Pick<HeartbeatDetail, "graceAdvice" | "shift"> {
  const successes = recent.flatMap(({ type, late, at }) => (type === "success" && !late ? [at] : [])).toReversed();
  return { graceAdvice: graceAdvice(settings, successes), shift: shiftedArrivals(settings.schedule, successes) };
}

/** Nothing is missed by what was paused or never pinged. */
function missedOf(settings: HeartbeatSettings, known: HeartbeatState, recent: RecentPing[], now: Instant): Instant[] {
  if (known.status === "paused" || known.status === "new") return [];
  const served = recent.filter(({ type }) => type === "success" || type === "fail").map(({ at }) => at);
  return missedInstants(settings, served.toReversed(), now);
}

const learnedView = ({ until, ...learned }: Learned): LearnedView => ({ ...learned, trustedFrom: isoOrNull(until) });

const metricsOf = (insight: Insight): MetricView[] =>
  Object.entries(insight.series).map(([name, points]) => ({
    name,
    points: points.map(({ at, value, flagged }) => ({ at: iso(at), value, flagged })),
  }));

/** The next expected instants. A period has none of its own until a ping has started it. */
function expectedAfter({ schedule }: HeartbeatSettings, { status, expected }: HeartbeatState, now: Instant): Instant[] {
  if (status === "paused") return [];
  if (schedule.kind !== "period") return upcoming(schedule, now, UPCOMING);
  if (expected === null) return [];
  const step = schedule.seconds * SECOND;
  const before = expected > now ? expected - step : now - ((now - expected) % step);
  return upcoming(schedule, before, UPCOMING);
}

/** A ping as lists show it. */
export const pingView = ({ at, clientAt: _clientAt, ...ping }: RecentPing): PingView => ({ ...ping, at: iso(at) });
