import { RECENT_RESULTS } from "../check/verdict.ts";
import { evolveIncident } from "./evolve-incident.ts";
import { evolvePage } from "./evolve-page.ts";
import { evolveSend } from "./evolve-send.ts";
import { isKept, type TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";

const RECENT_PINGS = 50;
const REMEMBERED_DELIVERIES = 200;

/** A record without one key. */
export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

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
      return { ...state, config: event.data.config, team: event.data.config.team };
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
      };
    case "heartbeat.removed":
      return {
        ...state,
        heartbeats: without(state.heartbeats, event.subject),
        pings: without(state.pings, event.subject),
      };
    case "monitor.changed": {
      const results = [
        ...(event.data.result ? [event.data.result] : []),
        ...(state.monitors[event.subject]?.results ?? []),
      ];
      const after = { ...event.data.after, results: results.slice(0, RECENT_RESULTS) };
      return { ...state, monitors: { ...state.monitors, [event.subject]: after } };
    }
    case "monitor.sampled":
      return { ...state, monitors: { ...state.monitors, [event.subject]: event.data.after } };
    case "monitor.removed":
      return { ...state, monitors: without(state.monitors, event.subject) };
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
