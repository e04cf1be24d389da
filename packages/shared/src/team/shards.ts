/**
 * A record in shards by the end of its keys: at every change one shard is copied, not all of it, and what is known of a
 * shard holds until it changes. Plain JSON.
 */
export type Shards<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** A copy of one of 5,000 entries' shards and of the list of shards together is smallest near the square root. */
const SHARDS = 97;

/** Ids end at random or count up: the last two characters spread them evenly. */
const shardOf = (key: string): string =>
  String((key.charCodeAt(key.length - 1) * 31 + key.charCodeAt(key.length - 2)) % SHARDS);

/** The entry with this key; undefined when there is none. */
export function entryOf<T>(shards: Shards<T>, key: string): T | undefined {
  const shard = shards[shardOf(key)];
  return shard !== undefined && Object.hasOwn(shard, key) ? shard[key] : undefined;
}

/** All entries with their keys, in no order. */
export const entriesOf = <T>(shards: Shards<T>): [key: string, value: T][] =>
  Object.values(shards).flatMap((shard) => Object.entries(shard));

/** All values, in no order. */
export const valuesOf = <T>(shards: Shards<T>): T[] => Object.values(shards).flatMap((shard) => Object.values(shard));

/** The shards with these entries as they are now. */
export function putEntries<T>(shards: Shards<T>, entries: Iterable<readonly [string, T]>): Shards<T> {
  const changed = new Map<string, Record<string, T>>();
  for (const [key, value] of entries) {
    const id = shardOf(key);
    const shard = changed.get(id) ?? { ...shards[id] };
    shard[key] = value;
    changed.set(id, shard);
  }
  return changed.size === 0 ? shards : { ...shards, ...Object.fromEntries(changed) };
}

/** The shards without one entry. */
export function dropEntry<T>(shards: Shards<T>, key: string): Shards<T> {
  const id = shardOf(key);
  const { [key]: _gone, ...shard } = shards[id] ?? {};
  const { [id]: _shard, ...rest } = shards;
  return Object.keys(shard).length === 0 ? rest : { ...rest, [id]: shard };
}
