import type { Region } from "../check/region.ts";
import { nextMonitorDue } from "../check/schedule.ts";
import type { MonitorSettings } from "../check/settings.ts";
import type { TeamScale } from "../check/tick.ts";
import type { MonitorState } from "../check/verdict.ts";
import type { Instant } from "../time.ts";
import type { MonitorTable, Shard } from "./monitor-table.ts";
import type { TeamState } from "./state.ts";

/** When monitors need attention. Asked for at every event, so what is known of a shard is kept until the shard changes. */

export type ShardAgenda = {
  /** When the first of its monitors must be looked at. */
  look: Instant | null;
  /** When the first that is paused resumes by itself. */
  resume: Instant | null;
  /** Since when the first that is unknown is so. */
  unknownSince: Instant | null;
  blind: Region[];
};

const byList = new WeakMap<readonly MonitorSettings[], Map<string, MonitorSettings>>();
const NO_MONITORS: readonly MonitorSettings[] = [];

/** A monitor's settings by its id, without a search. */
export function settingsIn(state: Pick<TeamState, "config">, id: string): MonitorSettings | undefined {
  const list = state.config?.monitors ?? NO_MONITORS;
  const known = byList.get(list) ?? new Map(list.map((settings) => [settings.id, settings]));
  byList.set(list, known);
  return known.get(id);
}

export const scaleOf = (state: TeamState): TeamScale => ({
  id: state.team?.id ?? "",
  monitors: state.config?.monitors.length ?? 0,
});

type MonitorAgenda = { settings: MonitorSettings; team: TeamScale; due: Instant | null; blind: readonly Region[] };

const monitorMemory = new WeakMap<MonitorState, MonitorAgenda>();
const NO_REGIONS: readonly Region[] = [];

/** What one monitor waits for, remembered with its state. */
function monitorAgenda(settings: MonitorSettings, known: MonitorState, team: TeamScale): MonitorAgenda {
  const before = monitorMemory.get(known);
  if (before?.settings === settings && before.team.id === team.id && before.team.monitors === team.monitors)
    return before;
  const blind = Object.keys(known.blind) as Region[];
  const due = nextMonitorDue(settings, known, team);
  const agenda = { settings, team, due, blind: blind.length === 0 ? NO_REGIONS : blind };
  monitorMemory.set(known, agenda);
  return agenda;
}

/** When a monitor needs attention; null: never by itself. */
export const dueOf = (state: TeamState, settings: MonitorSettings, known: MonitorState): Instant | null =>
  monitorAgenda(settings, known, scaleOf(state)).due;

const shardMemory = new WeakMap<Shard, { list: readonly MonitorSettings[]; team: string; agenda: ShardAgenda }>();

/** What a shard waits for. */
export function agendaOf(state: TeamState, shard: Shard): ShardAgenda {
  const list = state.config?.monitors ?? NO_MONITORS;
  const team = state.team?.id ?? "";
  const before = shardMemory.get(shard);
  if (before?.list === list && before.team === team) return before.agenda;
  const agenda = newAgenda(state, shard);
  shardMemory.set(shard, { list, team, agenda });
  return agenda;
}

function newAgenda(state: TeamState, shard: Shard): ShardAgenda {
  const team = scaleOf(state);
  const agenda: ShardAgenda = { look: null, resume: null, unknownSince: null, blind: [] };
  for (const id of Object.keys(shard)) {
    const [known, settings] = [shard[id], settingsIn(state, id)];
    if (known === undefined || settings === undefined) continue;
    const { due, blind } = monitorAgenda(settings, known, team);
    agenda.look = least(agenda.look, due);
    if (known.status === "paused") agenda.resume = least(agenda.resume, known.pausedUntil);
    if (known.status === "unknown") agenda.unknownSince = least(agenda.unknownSince, known.since);
    for (const region of blind) if (!agenda.blind.includes(region)) agenda.blind.push(region);
  }
  return agenda;
}

const least = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const tableMemory = new WeakMap<
  MonitorTable,
  { list: readonly MonitorSettings[]; team: string; agenda: ShardAgenda }
>();

/** What all of them wait for. */
export function monitorsAgenda(state: TeamState): ShardAgenda {
  const { monitors } = state;
  const list = state.config?.monitors ?? NO_MONITORS;
  const team = state.team?.id ?? "";
  const before = tableMemory.get(monitors);
  if (before?.list === list && before.team === team) return before.agenda;
  const agenda = joined(Object.values(monitors.shards).map((shard) => agendaOf(state, shard)));
  tableMemory.set(monitors, { list, team, agenda });
  return agenda;
}

function joined(agendas: readonly ShardAgenda[]): ShardAgenda {
  const all: ShardAgenda = { look: null, resume: null, unknownSince: null, blind: [] };
  for (const { look, resume, unknownSince, blind } of agendas) {
    all.look = least(all.look, look);
    all.resume = least(all.resume, resume);
    all.unknownSince = least(all.unknownSince, unknownSince);
    for (const region of blind) if (!all.blind.includes(region)) all.blind.push(region);
  }
  return all;
}
