import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { attentionOf } from "./attention.ts";
import { clockView } from "./clock.ts";
import { heartbeatViewOf } from "./heartbeat.ts";
import { incidentViewOf } from "./incident.ts";
import { monitorViewOf } from "./monitor.ts";
import { onCallOf } from "./on-call.ts";
import { verdictOf } from "./verdict.ts";
import type { IncidentView, Overview } from "./views.ts";
import { anyIncidents } from "../team/incident-table.ts";

/** What the overview needs to know beside the team's state. `pingBase` has no slash at its end. */
export type OverviewContext = { factor: number; recordDown: boolean; pingBase: string; mayOperate: boolean };

/** How everything stands: verdict, who is on call, what needs attention, and everything that is watched. */
export function overviewOf(
  state: TeamState,
  now: Instant,
  { factor, recordDown, ...place }: OverviewContext,
): Overview {
  const attention = attentionOf(state, now);
  return {
    team: { id: state.team?.id ?? "", name: state.team?.name ?? "" },
    clock: clockView(now, factor),
    recordDown,
    verdict: verdictOf(state, now, attention),
    onCall: onCallOf(state, now),
    attention,
    incidents: recentIncidents(state, now),
    heartbeats: (state.config?.heartbeats ?? []).flatMap(
      (settings) => heartbeatViewOf(state, settings, now, place) ?? [],
    ),
    monitors: (state.config?.monitors ?? []).flatMap((settings) => monitorViewOf(state, settings, now) ?? []),
  };
}

/** Open ones, then those resolved within a day; newest first in each. */
function recentIncidents(state: TeamState, now: Instant): IncidentView[] {
  const newest = anyIncidents(state).toSorted((a, b) => b.openedAt - a.openedAt || b.openedSeq - a.openedSeq);
  const open = newest.filter((incident) => incident.state === "open");
  const resolved = newest.filter(({ resolvedAt }) => resolvedAt !== null && now - resolvedAt <= DAY);
  return [...open, ...resolved].map((incident) => incidentViewOf(state, incident, now));
}
