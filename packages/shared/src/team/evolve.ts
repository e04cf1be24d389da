import { evolveGuard } from "../guard/events.ts";
import { newGuard } from "../guard/state.ts";
import { evolveMonitors } from "./evolve-monitors.ts";
import { evolveIncident } from "./evolve-incident.ts";
import { evolvePage } from "./evolve-page.ts";
import { evolveSend } from "./evolve-send.ts";
import { NO_INSIGHT, type Finding, type Insight } from "../heartbeat/insight/insight.ts";
import { acceptAsNormal, recordPoints } from "../heartbeat/insight/record.ts";
import { without } from "./without.ts";
import { isKept, type EventOf, type TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";

const RECENT_PINGS = 50;
const REMEMBERED_DELIVERIES = 200;

/** Heartbeats that no snapshot of this version or an older one can hold. One that a snapshot has held is like any other. */
const stillAdopted = (adopted: TeamState["adopted"], version: number, kept?: string[]): TeamState["adopted"] =>
  Object.fromEntries(
    Object.entries(adopted).filter(
      ([id, recorded]) => (recorded === null || recorded > version) && kept?.includes(id) !== false,
    ),
  );

const withInsight = (
  state: TeamState,
  heartbeat: string,
  change: (insight: Insight) => Insight,
): TeamState["insights"] => ({
  ...state.insights,
  [heartbeat]: change(state.insights[heartbeat] ?? NO_INSIGHT),
});

const withPing = (insight: Insight, { ping, values, flagged }: EventOf<"heartbeat.pinged">["data"]): Insight =>
  values === undefined ? insight : recordPoints(insight, ping.at, ping.type, values, flagged ?? []);

const withFinding = (insight: Insight, finding: Finding): Insight => ({
  ...insight,
  findings: { ...insight.findings, [finding.rule]: finding },
});

/** Records one event. It holds no rule: whatever had to be decided stands in the event. */
export function evolve(state: TeamState, event: TeamEvent): TeamState {
  const next = record(state, event);
  return isKept(event) ? { ...next, seq: event.seq, lastAt: Math.max(state.lastAt, event.at) } : next;
}

function record(state: TeamState, event: TeamEvent): TeamState {
  switch (event.kind) {
    case "team.created":
      return { ...state, team: { id: event.subject, ...event.data } };
    case "config.changed":
      return {
        ...state,
        config: event.data.config,
        team: event.data.config.team,
        adopted: stillAdopted(state.adopted, event.data.config.version, event.data.kept),
      };
    case "heartbeat.created":
      return {
        ...state,
        config: state.config && {
          ...state.config,
          heartbeats: [...state.config.heartbeats, event.data.settings],
        },
        heartbeats: { ...state.heartbeats, [event.subject]: event.data.after },
        adopted: { ...state.adopted, [event.subject]: null },
      };
    case "heartbeat.recorded":
      return {
        ...state,
        adopted: stillAdopted({ ...state.adopted, [event.subject]: event.data.version }, state.config?.version ?? 0),
      };
    case "heartbeat.refused":
      return { ...state, refused: { slug: event.data.slug, at: event.at } };
    case "heartbeat.armed":
    case "heartbeat.changed":
      return { ...state, heartbeats: { ...state.heartbeats, [event.subject]: event.data.after } };
    case "heartbeat.pinged":
      return {
        ...state,
        heartbeats: { ...state.heartbeats, [event.subject]: event.data.after },
        pings: {
          ...state.pings,
          [event.subject]: [event.data.ping, ...(state.pings[event.subject] ?? [])].slice(0, RECENT_PINGS),
        },
        deliveries: [...state.deliveries, event.data.delivery].slice(-REMEMBERED_DELIVERIES),
        insights: withInsight(state, event.subject, (insight) => withPing(insight, event.data)),
      };
    case "heartbeat.found":
      return {
        ...state,
        insights: withInsight(state, event.subject, (insight) => withFinding(insight, event.data.finding)),
      };
    case "heartbeat.cleared":
      return {
        ...state,
        insights: withInsight(state, event.subject, (insight) =>
          event.data.normal
            ? acceptAsNormal(insight, event.data.rule)
            : { ...insight, findings: without(insight.findings, event.data.rule) },
        ),
      };
    case "heartbeat.tolerated":
      return state;
    case "heartbeat.removed":
      return {
        ...state,
        heartbeats: without(state.heartbeats, event.subject),
        pings: without(state.pings, event.subject),
        insights: without(state.insights, event.subject),
        adopted: without(state.adopted, event.subject),
      };
    case "monitor.changed":
    case "monitor.sampled":
    case "monitors.asked":
    case "monitor.removed":
    case "region.blinded":
    case "region.sighted":
    case "region.compared":
    case "maintenance.began":
    case "maintenance.ended":
    case "operator.called":
      return evolveMonitors(state, event);
    case "guard.leased":
    case "guard.held":
    case "guard.freed":
    case "guard.revoked":
    case "guard.expired":
    case "guard.overdue": {
      const before = state.guards[event.subject] ?? newGuard();
      return { ...state, guards: { ...state.guards, [event.subject]: evolveGuard(before, event) } };
    }
    case "guard.removed":
      return { ...state, guards: without(state.guards, event.subject) };
    case "contact.disabled":
      return {
        ...state,
        disabled: { ...state.disabled, [event.subject]: { reason: event.data.reason, at: event.at } },
      };
    case "contact.enabled":
      return { ...state, disabled: without(state.disabled, event.subject) };
    case "item.failed":
      return { ...state, faults: { ...state.faults, [event.subject]: { message: event.data.message, at: event.at } } };
    case "alarm.repaired":
      return state;
    default:
      return evolvePage(evolveSend(evolveIncident(state, event), event), event);
  }
}
