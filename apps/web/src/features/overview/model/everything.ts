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
  /** Why nobody is paged although it fails. */
  held: string | null;
  last: string | null;
};

type Watched = Pick<Overview, "heartbeats" | "monitors">;

/** All that is watched, by the names that people know. */
export const named = ({ heartbeats, monitors }: Watched) => ({
  monitors: monitors.map(({ id, name }) => ({ id, name })),
  heartbeats: heartbeats.map(({ id, name, slug }) => ({ id, name: name || slug || "a heartbeat without a name" })),
});

/** The same in one list, monitors first. */
export function everyNamed(overview: Watched): { id: string; name: string }[] {
  const { monitors, heartbeats } = named(overview);
  return [...monitors, ...heartbeats];
}

const ORDER: Record<Tone, number> = { down: 0, late: 1, idle: 2, up: 3 };

const heartbeatThing = (heartbeat: HeartbeatView): Thing => ({
  kind: "heartbeat",
  id: heartbeat.id,
  name: heartbeat.name,
  mark: heartbeatMark(heartbeat),
  sentence: heartbeat.sentence,
  held: heartbeat.held,
  last: heartbeat.lastPing,
});

const monitorThing = (monitor: MonitorView): Thing => ({
  kind: "monitor",
  id: monitor.id,
  name: monitor.name,
  mark: monitorMark(monitor.status),
  sentence: monitor.sentence,
  held: monitor.held,
  last: monitor.lastCheck,
});

/** Everything that is watched, worst first, then by name; only names that contain the filter. */
export function everything(overview: Watched, filter = ""): Thing[] {
  const wanted = filter.trim().toLowerCase();
  return [...overview.heartbeats.map(heartbeatThing), ...overview.monitors.map(monitorThing)]
    .filter((thing) => thing.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => ORDER[a.mark.tone] - ORDER[b.mark.tone] || a.name.localeCompare(b.name));
}

/** How many things are down now, for the tab's title. */
export const downCount = (overview: Overview | undefined): number =>
  overview === undefined ? 0 : overview.incidents.filter((incident) => incident.state === "open").length;
