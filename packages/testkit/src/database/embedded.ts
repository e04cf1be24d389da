import { PGlite, type Results, type Transaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { quoteIdentifier, setTransaction, type Database, type Statement, type StatementResult } from "./database.ts";

/** The repository's migrations. */
export const MIGRATIONS = new URL("../../../../migrations", import.meta.url).pathname;

export interface EmbeddedDatabase extends Database {
  /** Applies the migrations that are still missing, as the owner. @param folder where drizzle-kit wrote them */
  migrate(folder?: string): Promise<void>;
  /** Runs SQL as the owner, for set-up and inspection in tests. Values come as JavaScript values. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** The whole database as a file; give it to {@link createDatabase} to start a copy in well under a second. */
  dump(): Promise<Blob>;
}

/**
 * Starts PGlite: Postgres in this process. One connection, so transactions run one after the other.
 * @param options.dataDir keeps the data in this folder; only one process may have it open. Default: in memory
 * @param options.dump starts from the copy made by {@link EmbeddedDatabase.dump}
 */
export async function createDatabase(options: { dataDir?: string; dump?: Blob } = {}): Promise<EmbeddedDatabase> {
  const pglite = await PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.dump === undefined ? {} : { loadDataDir: options.dump }),
  });
  const asText = textOnly(pglite);
  return {
    run: (user, statements, transactionOptions = {}) =>
      pglite.transaction(async (transaction) => {
        const modes = setTransaction(transactionOptions);
        if (modes) await transaction.exec(modes);
        await transaction.exec(`SET LOCAL ROLE ${quoteIdentifier(user)}`);
        const results: StatementResult[] = [];
        for (const statement of statements) results.push(await runStatement(transaction, statement, asText));
        return results;
      }),
    async migrate(folder = MIGRATIONS) {
      await migrate(drizzle(pglite), { migrationsFolder: folder });
    },
    async query(sql, params = []) {
      const result = await pglite.query<Record<string, unknown>>(sql, params);
      return result.rows;
    },
    dump: () => pglite.dumpDataDir("none"),
    close: () => pglite.close(),
  };
}

type Text = Record<string, (value: unknown) => string>;

/** Takes the place of every conversion PGlite knows, so that values stay Postgres' text in both directions. */
const textOnly = (pglite: PGlite): Text =>
  Object.fromEntries(Object.keys({ ...pglite.parsers, ...pglite.serializers }).map((typeId) => [typeId, String]));

async function runStatement(transaction: Transaction, statement: Statement, asText: Text): Promise<StatementResult> {
  const result: Results<(string | null)[]> = await transaction.query(statement.query, statement.params, {
    rowMode: "array",
    parsers: asText,
    serializers: asText,
  });
  return {
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
    rows: result.rows,
    rowCount: result.affectedRows || result.rows.length,
    command: (/[a-z]+/i.exec(statement.query)?.[0] ?? "").toUpperCase(),
  };
}
