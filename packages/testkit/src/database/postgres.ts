import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Pool, type PoolClient, type QueryArrayConfig } from "pg";
import { quoteIdentifier, setTransaction, type Database, type Statement, type StatementResult } from "./database.ts";
import { MIGRATIONS } from "./embedded.ts";

export interface PostgresDatabase extends Database {
  /** Applies the migrations that are still missing, as the connection's login. @param folder where drizzle-kit wrote them */
  migrate(folder?: string): Promise<void>;
}

/**
 * A Postgres server over its wire protocol. Connects on first use.
 * @param url `postgresql://user:password@host:port/database`. A request of another user than this login runs under
 *   `SET LOCAL ROLE`, which the login must be allowed to do.
 */
export function connectPostgres(url: string): PostgresDatabase {
  const pool = new Pool({ connectionString: url, max: 4 });
  // An idle connection that the server closes is replaced at its next use; without a listener it would end the process.
  pool.on("error", (error) => console.error(`A database connection was lost: ${error.message}`));
  const login = decodeURIComponent(new URL(url).username);
  return {
    async run(user, statements, options = {}) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(["BEGIN", setTransaction(options)].filter(Boolean).join("; "));
        if (user !== login) await client.query(`SET LOCAL ROLE ${quoteIdentifier(user)}`);
        const results: StatementResult[] = [];
        for (const statement of statements) results.push(await runStatement(client, statement));
        await client.query("COMMIT");
        return results;
      } catch (error) {
        await client.query("ROLLBACK").catch((cause: unknown) => (broken = new Error("rollback failed", { cause })));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    migrate: (folder = MIGRATIONS) => migrate(drizzle(pool), { migrationsFolder: folder }),
    close: () => pool.end(),
  };
}

const asText = { getTypeParser: () => (value: unknown) => value };

async function runStatement(client: PoolClient, statement: Statement): Promise<StatementResult> {
  const query: QueryArrayConfig & { queryMode: "extended" } = {
    text: statement.query,
    values: statement.params,
    rowMode: "array",
    queryMode: "extended",
    types: asText,
  };
  const result = await client.query<(string | null)[]>(query);
  return {
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID: Number(dataTypeID) })),
    rows: result.rows,
    rowCount: result.rowCount,
    command: result.command,
  };
}
