import { FLAP_ENDS_UP } from "../incident/incident.ts";
import { duration } from "../paging/message-time.ts";
import type { EventOf, TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { IncidentKind } from "../incident/kind.ts";
import type { Said } from "./said.ts";
import { nameOf } from "./words.ts";

/** What a timeline says of an incident's own events; null for any other event. */
export function saidOfIncident(state: TeamState, event: TeamEvent): Said | null {
  switch (event.kind) {
    case "incident.opened":
      return { kind: "opened", text: `${WORD[event.data.incident.kind]}: ${event.data.incident.title}` };
    case "incident.changed":
      return saidOfChange(state, event);
    case "incident.reopened":
      return { kind: "reopened", text: `Down again: ${event.data.title}` };
    case "incident.deduped":
      return { kind: "deduped", text: `Failed again: ${event.data.title}` };
    case "incident.flapped":
      return event.data.failing
        ? { kind: "flapping", text: "It goes up and down: nobody is paged until it holds still" }
        : { kind: "flapping", text: `Up for now; it is over once that lasts ${duration(FLAP_ENDS_UP)}` };
    case "incident.steadied":
      return { kind: "steadied", text: "It holds still" };
    case "incident.resolved":
      return saidOfEnd(state, event);
    default:
      return null;
  }
}

const WORD: Record<IncidentKind, string> = {
  down: "Down",
  intermittent: "Unsteady",
  regional: "Down in places",
  degraded: "Slow",
  expiry: "Runs out",
  unknown: "Unseen",
};

function saidOfChange(state: TeamState, { data: { how, kind, title, by } }: EventOf<"incident.changed">): Said {
  if (by !== null)
    return { kind: "escalated", who: by, text: `${nameOf(state, by)} wants somebody to be paged for it` };
  return {
    kind: how === "change" || how === "tell" ? "changed" : "escalated",
    text: `Now ${WORD[kind].toLowerCase()}: ${title}`,
  };
}

function saidOfEnd(state: TeamState, { data: { by, text } }: EventOf<"incident.resolved">): Said {
  // What was deleted did not recover; nobody knows how it is.
  if (by === null)
    return { kind: "resolved", text: `${text.endsWith("was deleted") ? "Closed" : "Recovered"}: ${text}` };
  const name = nameOf(state, by);
  return {
    kind: "resolved",
    who: by,
    text: text === "paused" ? `${name} paused it, so it is closed` : `${name} resolved it`,
  };
}
