import { sql } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import type { Db } from "./client.ts";
import { databaseAppError, isRetryable } from "./errors.ts";

type Statement = BatchItem<"pg">;

const ATTEMPTS = 3;

/**
 * Runs statements in one transaction as `app_user` within one team; row-level security hides every other team.
 * The only way to a tenant table.
 * @param db from `openDb`
 * @param teamId whose rows may be seen and written
 * @param statements query builders; all succeed or none does
 * @returns their results, in order
 * @throws AppError by the table in `errors.ts`; the driver's error for what is our own bug
 */
export async function teamBatch<const T extends readonly [Statement, ...Statement[]]>(
  db: Db,
  teamId: string,
  statements: T,
): Promise<BatchResponse<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const results = await db.batch([
        db.execute(sql`set local role app_user`),
        db.execute(sql`select set_config('app.team', ${teamId}, true)`),
        ...statements,
      ]);
      return results.slice(2) as BatchResponse<T>;
    } catch (error) {
      if (isRetryable(error) && attempt < ATTEMPTS) continue;
      throw databaseAppError(error) ?? error;
    }
  }
}
