import type { Incident } from "../incident/incident.ts";
import { dropEntry, entryOf, putEntries, valuesOf, type Shards } from "./shards.ts";

/**
 * A team's incidents in memory, by id, and the newest of each dedup key. Ten thousand may break within seconds: each
 * copies one shard, and asks nobody else who it is.
 */
export type IncidentTable = { shards: Shards<Incident>; newest: Shards<string> };

export const noIncidents = (): IncidentTable => ({ shards: {}, newest: {} });

type Holder = { readonly incidents: IncidentTable };

/** The incident with this id, while it is remembered. */
export const incidentOf = ({ incidents }: Holder, id: string): Incident | undefined => entryOf(incidents.shards, id);

/** All incidents that are remembered, in no order. */
export const anyIncidents = ({ incidents }: Holder): Incident[] => valuesOf(incidents.shards);

/** All incidents that are remembered, in the order in which they were opened first. */
export const incidentsInOrder = (holder: Holder): Incident[] =>
  anyIncidents(holder).toSorted((a, b) => a.openedSeq - b.openedSeq || (a.id < b.id ? -1 : 1));

/** The newest incident of a dedup key. */
export function newestOf(holder: Holder, key: string): Incident | undefined {
  const id = entryOf(holder.incidents.newest, key);
  return id === undefined ? undefined : incidentOf(holder, id);
}

/** The open incident of a dedup key: there is at most one, and it is the newest. */
export function openOf(holder: Holder, key: string): Incident | undefined {
  const newest = newestOf(holder, key);
  return newest?.state === "open" ? newest : undefined;
}

/** The table with an incident as it is now. What happens to an older one of a key does not make it the newest. */
export function putIncident({ shards, newest }: IncidentTable, incident: Incident): IncidentTable {
  const known = entryOf(newest, incident.key);
  const later = known === undefined ? undefined : entryOf(shards, known);
  const isNewest = later === undefined || later.openedSeq <= incident.openedSeq;
  return {
    shards: putEntries(shards, [[incident.id, incident]]),
    newest: isNewest && known !== incident.id ? putEntries(newest, [[incident.key, incident.id]]) : newest,
  };
}

/** The table without an incident. */
export const dropIncident = ({ shards, newest }: IncidentTable, { id, key }: Incident): IncidentTable => ({
  shards: dropEntry(shards, id),
  newest: entryOf(newest, key) === id ? dropEntry(newest, key) : newest,
});

/** The table of these incidents, oldest first. */
export const incidentTable = (incidents: readonly Incident[]): IncidentTable =>
  incidents.reduce(putIncident, noIncidents());
