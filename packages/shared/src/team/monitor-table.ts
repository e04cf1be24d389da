import type { MonitorState } from "../check/verdict.ts";

/**
 * A team's monitors in memory, in shards by the end of their ids: at every answer one shard is copied, not all of
 * them, and what is known of a shard holds until it changes.
 */
export type MonitorTable = { shards: Readonly<Record<string, Shard>> };
export type Shard = Readonly<Record<string, MonitorState>>;

export const noMonitors = (): MonitorTable => ({ shards: {} });

/** A copy of one of 5,000 monitors' shards and of the list of shards together is smallest near the square root. */
const SHARDS = 97;

/** Ids end at random: the last two characters spread them evenly. */
const shardOf = (id: string): string =>
  String((id.charCodeAt(id.length - 1) * 31 + id.charCodeAt(id.length - 2)) % SHARDS);

type Holder = { readonly monitors: MonitorTable };

/** The monitor with this id; undefined when the team has none. */
export function monitorOf({ monitors }: Holder, id: string): MonitorState | undefined {
  const shard = monitors.shards[shardOf(id)];
  return shard !== undefined && Object.hasOwn(shard, id) ? shard[id] : undefined;
}

/** All monitors with their ids. */
export const monitorEntries = ({ monitors }: Holder): [id: string, known: MonitorState][] =>
  Object.values(monitors.shards).flatMap((shard) => Object.entries(shard));

/** The table with these monitors as they are now. */
export function putMonitors(table: MonitorTable, entries: Iterable<readonly [string, MonitorState]>): MonitorTable {
  const shards = new Map<string, Record<string, MonitorState>>();
  for (const [id, known] of entries) {
    const key = shardOf(id);
    const shard = shards.get(key) ?? { ...table.shards[key] };
    shard[id] = known;
    shards.set(key, shard);
  }
  return shards.size === 0 ? table : { shards: { ...table.shards, ...Object.fromEntries(shards) } };
}

/** The table without one monitor. */
export function dropMonitor(table: MonitorTable, id: string): MonitorTable {
  const key = shardOf(id);
  const { [id]: _gone, ...shard } = table.shards[key] ?? {};
  const { [key]: _shard, ...shards } = table.shards;
  return { shards: Object.keys(shard).length === 0 ? shards : { ...shards, [key]: shard } };
}

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
