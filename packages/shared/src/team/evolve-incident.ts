import type { Incident } from "../incident/incident.ts";
import type { TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";
import { without } from "./without.ts";

/** Resolved incidents that stay in memory for lists; older ones are read from the log. */
const KEPT_RESOLVED = 100;

function patch(state: TeamState, id: string, change: Partial<Incident>): TeamState {
  const incident = state.incidents[id];
  if (!incident) return state;
  return { ...state, incidents: { ...state.incidents, [id]: { ...incident, ...change } } };
}

function trimmed(state: TeamState): TeamState {
  const resolved = Object.values(state.incidents).filter((incident) => incident.state === "resolved");
  if (resolved.length <= KEPT_RESOLVED) return state;
  const oldest = resolved.reduce((a, b) => ((a.resolvedAt ?? 0) <= (b.resolvedAt ?? 0) ? a : b));
  const { [oldest.id]: _gone, ...incidents } = state.incidents;
  return { ...state, incidents };
}

export function evolveIncident(state: TeamState, event: TeamEvent): TeamState {
  switch (event.kind) {
    case "incident.opened":
      return {
        ...state,
        incidents: { ...state.incidents, [event.subject]: { ...event.data.incident, openedSeq: event.seq } },
        counters: { ...state.counters, incident: state.counters.incident + 1 },
      };
    case "incident.reopened": {
      const { title, startedAt } = event.data;
      const reopens = (state.incidents[event.subject]?.reopens ?? 0) + 1;
      return patch(state, event.subject, { title, startedAt, state: "open", resolvedAt: null, reopens });
    }
    case "incident.changed": {
      const { kind, urgency, title, startedAt } = event.data;
      return patch(state, event.subject, { kind, urgency, title, startedAt });
    }
    case "incident.flapped":
      return patch(state, event.subject, { flap: { failing: event.data.failing, since: event.at } });
    case "incident.steadied":
      return patch(state, event.subject, { flap: null });
    case "incident.resolved":
      return trimmed(
        patch(state, event.subject, { state: "resolved", resolvedAt: event.at, missed: event.data.missed, flap: null }),
      );
    case "page.opened":
      return event.data.incidents.reduce((next, id) => patch(next, id, { page: event.subject }), state);
    case "page.joined":
      return patch(state, event.data.incident, { page: event.subject });
    case "failure.held":
      return { ...state, held: { ...state.held, [event.subject]: { ...event.data, since: event.at } } };
    case "failure.released":
      return { ...state, held: without(state.held, event.subject) };
    case "digest.held": {
      const { due, incident } = event.data;
      const incidents = [...(state.digests[event.subject]?.incidents ?? []), incident];
      return { ...state, digests: { ...state.digests, [event.subject]: { due, incidents } } };
    }
    case "digest.sent":
      return { ...state, digests: without(state.digests, event.subject) };
    case "shifts.noticed":
      return { ...state, noticedThrough: event.data.through };
    case "page.acked":
      return (state.pages[event.subject]?.incidents ?? []).reduce(
        (next, id) =>
          next.incidents[id]?.page === event.subject ? patch(next, id, { lastAcker: event.data.user }) : next,
        state,
      );
    default:
      return state;
  }
}
