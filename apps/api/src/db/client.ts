import { neon, neonConfig, type HTTPQueryOptions, type NeonQueryFunction } from "@neondatabase/serverless";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";

/** Query builder and `batch` over Neon's HTTP protocol. There are no interactive transactions (spec "platform" §7). */
export type Db = NeonHttpDatabase<Record<string, never>>;

/** No statement waits longer, so that a hanging database is a clear answer, not a hanging dashboard (spec "trust" F1). */
export const DATABASE_TIMEOUT_MS = 2_000;

// A fresh signal per call: one in a module-scope client's options would expire once, for all calls.
neonConfig.fetchFunction = (url: string, init: RequestInit) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(DATABASE_TIMEOUT_MS) });

/** Where the database is; an empty endpoint means the one that the driver derives from the URL. */
export type DatabaseSource = { DATABASE_URL: string; DATABASE_ENDPOINT: string };

type Sql = NeonQueryFunction<false, false>;
type Query = (text: string, values: unknown[], options?: HTTPQueryOptions<false, false>) => Promise<unknown>;

function sqlOf(source: DatabaseSource): Sql {
  if (source.DATABASE_ENDPOINT !== "") neonConfig.fetchEndpoint = source.DATABASE_ENDPOINT;
  return neon(source.DATABASE_URL);
}

/**
 * The database for team batches. A bare statement through it has no rights: use `teamBatch`.
 * @param source where the database is
 */
export const openDb = (source: DatabaseSource): Db => drizzle({ client: sqlOf(source) });

/**
 * The database as `auth_user`: every statement runs in its own transaction under that role. For better-auth,
 * which sends plain statements, and for the few look-ups that come before a team is known.
 * @param source where the database is
 */
export function openAuthDb(source: DatabaseSource): Db {
  const sql = sqlOf(source);
  const query: Query = async (text, values, options) => {
    const [, result] = await sql.transaction([sql.query("set local role auth_user"), sql.query(text, values, options)]);
    return result;
  };
  // Drizzle calls nothing but `query` for single statements, and auth has no batches.
  return drizzle({ client: Object.assign(query, { query }) as unknown as Sql });
}
