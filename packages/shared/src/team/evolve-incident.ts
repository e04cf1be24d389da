import type { Incident } from "../incident/incident.ts";
import type { TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";
import { without } from "./without.ts";
import { anyIncidents, dropIncident, incidentOf, putIncident } from "./incident-table.ts";

/** Resolved incidents that stay in memory for lists; older ones are read from the log. */
const KEPT_RESOLVED = 100;

function patch(state: TeamState, id: string, change: Partial<Incident>): TeamState {
  const incident = incidentOf(state, id);
  if (!incident) return state;
  return { ...state, incidents: putIncident(state.incidents, { ...incident, ...change }) };
}

function trimmed(state: TeamState): TeamState {
  const resolved = anyIncidents(state).filter((incident) => incident.state === "resolved");
  if (resolved.length <= KEPT_RESOLVED) return state;
  const oldest = resolved.reduce((a, b) => ((a.resolvedAt ?? 0) <= (b.resolvedAt ?? 0) ? a : b));
  return { ...state, incidents: dropIncident(state.incidents, oldest) };
}

export function evolveIncident(state: TeamState, event: TeamEvent): TeamState {
  switch (event.kind) {
    case "incident.opened":
      return {
        ...state,
        incidents: putIncident(state.incidents, { ...event.data.incident, openedSeq: event.seq }),
        counters: { ...state.counters, incident: state.counters.incident + 1 },
      };
    case "incident.reopened": {
      const { title, startedAt } = event.data;
      const reopens = (incidentOf(state, event.subject)?.reopens ?? 0) + 1;
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
          incidentOf(next, id)?.page === event.subject ? patch(next, id, { lastAcker: event.data.user }) : next,
        state,
      );
    default:
      return state;
  }
}
