import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { event } from "./schema/record.ts";
import { teamBatch } from "./team-batch.ts";

/** One entry of a Team object's log, as it goes into the history. */
export type HistoryEvent = { seq: number; at: number; kind: string; subject: string | null; data: unknown };

/** Postgres' jsonb has no NUL and no lone surrogate; one such character must not stop a team's history for ever. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "\ufffd").toWellFormed() : value;

/**
 * Appends a slice of a team's log to its history. A repeat changes nothing.
 * @param db from `openDb`
 * @param teamId the team whose log it is
 * @param events in log order; may overlap with what is there
 * @returns the highest seq that the history held before, 0 when it was empty; below the caller's cursor means: rewind
 * @throws AppError `unavailable` when the record cannot be reached: keep the cursor and try later
 */
export async function appendEvents(db: Db, teamId: string, events: readonly HistoryEvent[]): Promise<number> {
  const rows = JSON.stringify(events, storable);
  const [before] = await teamBatch(db, teamId, [
    db.execute<{ seq: number }>(
      sql`select coalesce(max(seq), 0)::float8 as seq from ${event} where team_id = ${teamId}`,
    ),
    db.execute(sql`
      insert into ${event} (team_id, seq, at, kind, subject, data)
      select ${teamId}, seq, to_timestamp(at / 1000.0), kind, subject, coalesce(data, 'null'::jsonb)
      from jsonb_to_recordset(${rows}::jsonb) as e (seq bigint, at double precision, kind text, subject text, data jsonb)
      on conflict (team_id, seq) do nothing`),
  ]);
  return Number(before.rows[0]?.seq ?? 0);
}
