import type { MonitorState } from "../check/verdict.ts";
import { dropEntry, entriesOf, entryOf, putEntries, type Shards } from "./shards.ts";

/** A team's monitors in memory: at every answer one shard of them is copied, and what is known of the others holds. */
export type MonitorTable = { shards: Shards<MonitorState> };
export type Shard = MonitorTable["shards"][string];

export const noMonitors = (): MonitorTable => ({ shards: {} });

type Holder = { readonly monitors: MonitorTable };

/** The monitor with this id; undefined when the team has none. */
export const monitorOf = ({ monitors }: Holder, id: string): MonitorState | undefined => entryOf(monitors.shards, id);

/** All monitors with their ids. */
export const monitorEntries = ({ monitors }: Holder): [id: string, known: MonitorState][] => entriesOf(monitors.shards);

/** The table with these monitors as they are now. */
export function putMonitors(table: MonitorTable, entries: Iterable<readonly [string, MonitorState]>): MonitorTable {
  const shards = putEntries(table.shards, entries);
  return shards === table.shards ? table : { shards };
}

/** The table without one monitor. */
export const dropMonitor = (table: MonitorTable, id: string): MonitorTable => ({ shards: dropEntry(table.shards, id) });

/** The table with every monitor as `change` makes it. */
export const mapMonitors = (
  table: MonitorTable,
  change: (known: MonitorState, id: string) => MonitorState,
): MonitorTable => ({
  shards: Object.fromEntries(
    Object.entries(table.shards).map(([key, shard]) => [
      key,
      Object.fromEntries(Object.entries(shard).map(([id, known]) => [id, change(known, id)])),
    ]),
  ),
});
