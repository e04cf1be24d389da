import type { Region } from "@nightbell/shared/check/region";
import { monitorKey } from "@nightbell/shared/team/monitor-incidents";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { Answer, Refusal } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import type { Runtime } from "./runtime.ts";
import { incidentsInOrder } from "@nightbell/shared/team/incident-table";

/** What people do to a monitor, with the sentence that says what came of it. */

type Told = Answer<{ text: string }>;

const told = (text: string): Told => ({ ok: true, value: { text } });
const refused = (code: Refusal["code"], message: string): Refusal => ({ ok: false, code, message });
const UNKNOWN = refused("not_found", "There is no such monitor.");

/** Pauses until an instant, or until somebody resumes it. */
export function pauseMonitor(runtime: Runtime, id: string, by: string, until: Instant | null): Told {
  const { engine } = runtime;
  if (monitorOf(engine.state, id) === undefined) return UNKNOWN;
  if (until !== null && until <= engine.now())
    return refused("invalid", "This time has passed already. Choose a later one.");
  runtime.do({ kind: "pause", what: "monitor", id, by, until });
  return told(until === null ? "Paused. Nobody is paged for it until you resume." : "Paused until then.");
}

/** Asks all its regions at once. */
export function checkNow(runtime: Runtime, id: string): Told {
  const known = monitorOf(runtime.engine.state, id);
  if (known === undefined) return UNKNOWN;
  if (known.status === "paused") return refused("conflict", "It is paused. Resume it to have it checked.");
  const events = runtime.do({ kind: "check now", monitor: id });
  return told(
    events.length > 0 ? "All its regions are being asked." : "It is being checked already, or was a moment ago.",
  );
}

/** Ignores a region of it until the next edit. */
export function dropRegion(runtime: Runtime, id: string, region: Region): Told {
  const settings = runtime.engine.state.config?.monitors.find((known) => known.id === id);
  const known = monitorOf(runtime.engine.state, id);
  if (settings === undefined || known === undefined) return UNKNOWN;
  if (!settings.regions.includes(region)) return refused("invalid", "It is not checked from there.");
  const left = settings.regions.filter((other) => other !== region && !known.dropped.includes(other));
  if (left.length < 2) return refused("conflict", "At least two regions must stay, or nothing could be confirmed.");
  runtime.do({ kind: "drop region", monitor: id, region });
  return told("What it says of this monitor is ignored until the next edit.");
}

/** Pages for its open incident, which would only be listed. */
export function pageAnyway(runtime: Runtime, id: string, by: string): Told {
  const { state } = runtime.engine;
  if (monitorOf(state, id) === undefined) return UNKNOWN;
  const incident = incidentsInOrder(state).find(
    (known) => known.key === monitorKey(id) && known.state === "open" && known.urgency === "low",
  );
  if (incident === undefined) return refused("conflict", "Nothing is open that does not page already.");
  runtime.do({ kind: "page anyway", incident: incident.id, by });
  return told("Somebody is being paged.");
}
