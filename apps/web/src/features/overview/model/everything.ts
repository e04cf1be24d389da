import type { HeartbeatView, Overview } from "@nightbell/shared/views/views";
import type { MonitorView } from "@nightbell/shared/views/monitor-views";
import { heartbeatMark, type Mark, monitorMark, type Tone } from "../../../ui/mark.ts";

/** A heartbeat or a monitor, as a row of the overview. */
export type Thing = {
  kind: "heartbeat" | "monitor";
  id: string;
  name: string;
  mark: Mark;
  sentence: string;
  last: string | null;
};

const ORDER: Record<Tone, number> = { down: 0, late: 1, idle: 2, up: 3 };

const heartbeatThing = (heartbeat: HeartbeatView): Thing => ({
  kind: "heartbeat",
  id: heartbeat.id,
  name: heartbeat.name,
  mark: heartbeatMark(heartbeat),
  sentence: heartbeat.sentence,
  last: heartbeat.lastPing,
});

const monitorThing = (monitor: MonitorView): Thing => ({
  kind: "monitor",
  id: monitor.id,
  name: monitor.name,
  mark: monitorMark(monitor.status),
  sentence: monitor.sentence,
  last: monitor.lastCheck,
});

/** Everything that is watched, worst first, then by name; only names that contain the filter. */
export function everything(overview: Pick<Overview, "heartbeats" | "monitors">, filter = ""): Thing[] {
  const wanted = filter.trim().toLowerCase();
  return [...overview.heartbeats.map(heartbeatThing), ...overview.monitors.map(monitorThing)]
    .filter((thing) => thing.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => ORDER[a.mark.tone] - ORDER[b.mark.tone] || a.name.localeCompare(b.name));
}

/** How many things are down now, for the tab's title. */
export const downCount = (overview: Overview | undefined): number =>
  overview === undefined ? 0 : overview.incidents.filter((incident) => incident.state === "open").length;
