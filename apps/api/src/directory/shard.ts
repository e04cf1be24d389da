import type { Route } from "@nightbell/shared/ids";
import type { Directory } from "./directory.ts";

/** What can be asked of a shard of the roster. */
export type DirectoryShard = Pick<Directory, "add" | "remove" | "all">;
type Remote = {
  [K in keyof DirectoryShard]: (...input: Parameters<DirectoryShard[K]>) => Promise<ReturnType<DirectoryShard[K]>>;
};

/** The names of all shards: one for each first byte of a route. */
export const SHARDS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A shard by its name. */
export const shardByName = (env: Env, name: string): Remote => env.DIRECTORY.getByName(name) as unknown as Remote;

/** The shard that knows this route. */
export const directoryShard = (env: Env, route: Route): Remote => shardByName(env, route.slice(0, 2));
