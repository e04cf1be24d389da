import { sql, type SQL } from "drizzle-orm";
import type { Db } from "./client.ts";
import { databaseAppError } from "./errors.ts";

/**
 * Reads over all teams as `ops_reader`, which can write nothing. For sums alone: a row of another team must never be
 * shown to anybody.
 * @throws AppError by the table in `errors.ts`
 */
export async function readAcrossTeams<Row extends Record<string, unknown>>(db: Db, statement: SQL): Promise<Row[]> {
  try {
    const [, found] = await db.batch([db.execute(sql`set local role ops_reader`), db.execute<Row>(statement)]);
    return found.rows;
  } catch (error) {
    throw databaseAppError(error) ?? error;
  }
}
