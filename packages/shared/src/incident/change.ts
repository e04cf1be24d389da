import { restart } from "../paging/acts.ts";
import type { Decision } from "../team/decision.ts";
import type { Incident } from "./incident.ts";
import type { ChangeHow } from "./kind.ts";
import type { Failure } from "./failure.ts";
import { tellTeam } from "./tell.ts";
import { ringIncident } from "./trigger.ts";
import { incidentOf } from "../team/incident-table.ts";

/** An open incident that turns into something else. */

/** Makes the incident what the failure says. One that somebody asked to be paged for stays loud. */
export function changeIncident(d: Decision, incident: Incident, failure: Failure, how: ChangeHow): void {
  const urgency = incident.urgency === "high" ? "high" : (failure.urgency ?? "high");
  d.emit({
    kind: "incident.changed",
    subject: incident.id,
    data: {
      how,
      kind: failure.kind ?? incident.kind,
      urgency,
      title: failure.title,
      startedAt: failure.startedAt,
      by: null,
    },
  });
  if (how === "tell" && urgency === "low") return tellTeam(d, incident.id);
  if (incident.flap) return;
  if (how === "raise") return ringIncident(d, incident.id, { kind: "policy" }, d.now);
  if (how === "worsen") ringAnew(d, incident);
}

function ringAnew(d: Decision, incident: Incident): void {
  const page = d.state.pages[incident.page ?? ""];
  if (page === undefined || page.state === "closed") return ringIncident(d, incident.id, { kind: "policy" }, d.now);
  if (page.state !== "firing") restart(d, page.id, "worsened", null, { kind: "policy" });
}

/** What would only be told is to page: because somebody wants it, or (`by` null) because it has been open for so long. */
export function onPageAnyway(d: Decision, id: string, by: string | null): void {
  const incident = incidentOf(d.state, id);
  if (incident?.state !== "open" || incident.urgency === "high") return;
  const { kind, title, startedAt } = incident;
  d.emit({
    kind: "incident.changed",
    subject: id,
    data: { how: "raise", kind, urgency: "high", title, startedAt, by },
  });
  ringIncident(d, id, { kind: "policy" }, d.now);
}
