import type { Region } from "../check/region.ts";
import { FRESH, RECENT_RESULTS, type MonitorState } from "../check/verdict.ts";
import type { Instant } from "../time.ts";
import type { EventOf } from "./events.ts";
import { settingsIn } from "./monitor-agenda.ts";
import { dropMonitor, mapMonitors, monitorOf, putMonitors } from "./monitor-table.ts";
import type { TeamState } from "./state.ts";
import { without } from "./without.ts";

type MonitorEvent = EventOf<
  | "monitor.changed"
  | "monitor.sampled"
  | "monitors.asked"
  | "monitor.removed"
  | "region.blinded"
  | "region.sighted"
  | "region.compared"
  | "maintenance.began"
  | "maintenance.ended"
  | "operator.called"
>;

/** Records what happened to monitors, and to the regions that watch them. */
export function evolveMonitors(state: TeamState, event: MonitorEvent): TeamState {
  switch (event.kind) {
    case "monitor.changed":
      return { ...state, monitors: putMonitors(state.monitors, [[event.subject, after(state, event)]]) };
    case "monitor.sampled":
      return { ...state, monitors: putMonitors(state.monitors, [[event.subject, trimmed(state, event.data.after)]]) };
    case "monitors.asked":
      return { ...state, monitors: putMonitors(state.monitors, Object.entries(event.data.after)) };
    case "monitor.removed":
      return { ...state, monitors: dropMonitor(state.monitors, event.subject) };
    case "region.blinded":
      return blinded(state, event.subject as Region, { since: event.at, why: event.data.why });
    case "region.sighted":
      return sighted(state, event.subject as Region);
    case "region.compared":
      return { ...state, compared: { ...state.compared, [event.subject]: event.at } };
    case "maintenance.began":
      return { ...state, maintenance: { ...state.maintenance, [event.subject]: event.data } };
    case "maintenance.ended":
      return { ...state, maintenance: without(state.maintenance, event.subject) };
    case "operator.called":
      return { ...state, operatorCalledAt: event.at };
  }
}

/** A state of an older release lacks what was added since. */
function after(state: TeamState, { subject, data }: EventOf<"monitor.changed">): MonitorState {
  const results = [...(data.result ? [data.result] : []), ...(monitorOf(state, subject)?.results ?? [])];
  return { ...FRESH, ...data.after, results: results.slice(0, resultsKept(state)) };
}

/** Beyond so many monitors, lists of answers are what fills the object's memory: each keeps fewer. */
const MANY_MONITORS = 1_000;
const RESULTS_OF_MANY = 12;

const resultsKept = ({ config }: TeamState): number =>
  (config?.monitors.length ?? 0) > MANY_MONITORS ? RESULTS_OF_MANY : RECENT_RESULTS;

function trimmed(state: TeamState, known: MonitorState): MonitorState {
  const most = resultsKept(state);
  return known.results.length > most ? { ...known, results: known.results.slice(0, most) } : known;
}

function blinded(
  state: TeamState,
  region: Region,
  how: { since: Instant; why: "controls" | "comparison" | "operator" },
): TeamState {
  const monitors = mapMonitors(state.monitors, (known, id) =>
    known.blind[region] === undefined && settingsIn(state, id)?.regions.includes(region)
      ? { ...known, blind: { ...known.blind, [region]: how.since } }
      : known,
  );
  return { ...state, monitors, blind: { ...state.blind, [region]: how } };
}

function sighted(state: TeamState, region: Region): TeamState {
  const monitors = mapMonitors(state.monitors, (known) =>
    known.blind[region] === undefined ? known : { ...known, blind: withoutRegion(known.blind, region) },
  );
  return { ...state, monitors, blind: withoutRegion(state.blind, region) };
}

function withoutRegion<T>(record: Partial<Record<Region, T>>, region: Region): Partial<Record<Region, T>> {
  const { [region]: _gone, ...rest } = record;
  return rest as Partial<Record<Region, T>>;
}
