import type { Database } from "@nightbell/testkit/database/database";
import { createDatabase } from "@nightbell/testkit/database/embedded";
import { connectPostgres } from "@nightbell/testkit/database/postgres";
import { existsSync } from "node:fs";
import { reason, StartFailure } from "./failure.ts";
import type { StateFolder } from "./state-folder.ts";

/** The Postgres behind the Workers. */
export type LocalDatabase = {
  /** What `/sql` serves; null when the Workers talk to Neon themselves. */
  served: Database | null;
  /** The Workers' `DATABASE_URL`. */
  url: string;
  /** For the person who starts it. */
  description: string;
  close(): Promise<void>;
};

/** The embedded database lets any login in; this one has the rights that production's has. */
const EMBEDDED_URL = "postgresql://nightbell_app:local@localhost/nightbell";

/**
 * Opens and migrates the embedded Postgres, or the one that `DATABASE_URL` names. `DATABASE_OWNER_URL` is the login that
 * migrates, when the Workers' own may not.
 * @throws StartFailure when it cannot be opened or migrated
 */
export function openDatabase(state: StateFolder, env: NodeJS.ProcessEnv): Promise<LocalDatabase> {
  const url = env["DATABASE_URL"];
  return url ? openExternal(url, env["DATABASE_OWNER_URL"] ?? url) : openEmbedded(state);
}

async function openEmbedded(state: StateFolder): Promise<LocalDatabase> {
  const dataDir = state.path("postgres");
  const first = !existsSync(dataDir);
  try {
    const database = await createDatabase({ dataDir });
    await database.migrate();
    return { served: database, url: EMBEDDED_URL, description: "embedded Postgres", close: database.close };
  } catch (error) {
    const advice = first
      ? "is the disk full, or a migration wrong?"
      : "start over with `npm start -- --fresh`, which deletes all local data.";
    throw new StartFailure(`The database in ${dataDir} cannot be opened (${reason(error)}): ${advice}`, {
      cause: error,
    });
  }
}

async function openExternal(url: string, ownerUrl: string): Promise<LocalDatabase> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol) || !new URL(url).username) {
    throw new StartFailure("DATABASE_URL must look like postgresql://user:password@host/database.");
  }
  const { hostname, username } = new URL(url);
  const owner = connectPostgres(ownerUrl);
  try {
    await owner.migrate();
  } catch (error) {
    throw new StartFailure(
      `The Postgres at ${hostname} cannot be migrated (${rootReason(error)}): check DATABASE_URL, or set DATABASE_OWNER_URL to a login that may.`,
      { cause: error },
    );
  } finally {
    await owner.close();
  }
  const database = connectPostgres(url);
  try {
    for (const role of ["app_user", "auth_user"]) {
      await database.run(decodeURIComponent(username), [{ query: `set local role ${role}`, params: [] }]);
    }
  } catch (error) {
    await database.close();
    throw new StartFailure(
      `${rootReason(error)}: as the database's owner run \`grant app_user, auth_user, ops_reader to "${username}"\`.`,
      { cause: error },
    );
  }
  const isNeon = hostname.endsWith(".neon.tech");
  return { served: isNeon ? null : database, url, description: `the Postgres at ${hostname}`, close: database.close };
}

/** The driver's own words, which the query builder wraps. */
function rootReason(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause !== undefined) root = root.cause;
  return reason(root) || String(error);
}
