import { getTableColumns, sql, type SQL } from "drizzle-orm";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { heartbeat } from "./schema/configuration.ts";

/**
 * The statement that inserts a heartbeat while a condition holds; it returns `id`.
 * The row travels as JSON, because only `insert … select` can have a condition.
 * @param condition SQL that is true, or the row is not inserted
 */
export function insertHeartbeat(teamId: string, settings: HeartbeatSettings, condition: SQL): SQL {
  const values = { ...settings, teamId, createdAt: new Date(settings.createdAt).toISOString() };
  const columns = Object.entries(getTableColumns(heartbeat));
  const row = Object.fromEntries(columns.map(([key, { name }]) => [name, values[key as keyof typeof values]]));
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  return sql`(insert into ${heartbeat} (${names})
    select ${names} from jsonb_populate_record(null::${heartbeat}, ${JSON.stringify(row)}::jsonb)
    where ${condition} on conflict do nothing returning id)`;
}
