import type { TeamState } from "../team/state.ts";
import { ALERTING_DEFAULTS, type Alerting } from "./alerting.ts";
import type { IncidentSource } from "./incident.ts";
import type { Urgency } from "./kind.ts";

/** How the alerting of a source is set; guards and probes have none of their own. */
export const alertingOf = (state: TeamState, { id }: IncidentSource): Alerting =>
  [...(state.config?.monitors ?? []), ...(state.config?.heartbeats ?? [])].find((known) => known.id === id)?.alerting ??
  ALERTING_DEFAULTS;

/** How loudly a failure is told, and the policy that it pages by; null: the team's. */
export type Route = { urgency: Urgency; policy: string | null };

/** What its settings make of a failure that the verdict calls so urgent (spec "oncall" §3). */
export function routeOf({ urgent, other }: Alerting, verdict: Urgency): Route {
  const choice = verdict === "high" ? urgent : other;
  if (choice === "tell") return { urgency: "low", policy: null };
  return { urgency: "high", policy: choice === "page" ? null : choice };
}
