import { incidentsInOrder, type IncidentTable } from "@nightbell/shared/team/incident-table";
import type { TeamState } from "@nightbell/shared/team/state";

/** What the releases before did not write. Each was added with the value that it had by itself until then. */
const ADDED: Record<string, Record<string, unknown>> = {
  page: { joined: [], posted: [], backupCalls: 0 },
  incident: { kind: "down", urgency: "high", policy: null },
  config: {
    channels: [],
    guards: [],
    maintenance: [],
    probes: [],
    rotas: [],
    policies: [],
    defaultPolicy: null,
    backup: null,
    feeds: [],
    pingKeys: [],
  },
  state: {
    insights: {},
    adopted: {},
    refused: null,
    blind: {},
    compared: {},
    maintenance: {},
    operatorCalledAt: null,
    guards: {},
    held: {},
    digests: {},
    noticedThrough: null,
  },
};

/** The same state as an older release would have it: without every newer field that says nothing. */
export function withoutDefaults(state: TeamState): TeamState {
  const older = stripped("state", state);
  return {
    ...older,
    config: older.config && stripped("config", older.config),
    pages: each(older.pages, (page) => stripped("page", page)),
    incidents: asRecord(older),
  };
}

/** Incidents were one record, by id. */
const asRecord = (state: TeamState): IncidentTable =>
  Object.fromEntries(
    incidentsInOrder(state).map((incident) => [incident.id, stripped("incident", incident)]),
  ) as unknown as IncidentTable;

const each = <T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

function stripped<T extends object>(what: string, value: T): T {
  const added = ADDED[what] ?? {};
  const kept = Object.entries(value).filter(([name, held]) => JSON.stringify(added[name]) !== JSON.stringify(held));
  return Object.fromEntries(kept) as T;
}
