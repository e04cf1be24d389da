import { getTableColumns, sql, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/**
 * The statement that inserts a row while a condition holds; it returns `id`.
 * The row travels as JSON, because only `insert … select` can have a condition.
 * @param values by the table's keys; a Date becomes its ISO text, a column that is not named its null
 * @param condition SQL that is true, or the row is not inserted
 */
export function insertIf<T extends PgTable>(table: T, values: T["$inferInsert"], condition: SQL): SQL {
  const columns = Object.entries(getTableColumns(table));
  const row = Object.fromEntries(columns.map(([key, { name }]) => [name, Reflect.get(values, key) as unknown]));
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  return sql`(insert into ${table} (${names})
    select ${names} from jsonb_populate_record(null::${table}, ${JSON.stringify(row)}::jsonb)
    where ${condition} on conflict do nothing returning id)`;
}
