import { sql, type SQLWrapper } from "drizzle-orm";
import type { Db } from "./client.ts";
import { auditLog } from "./schema/record.ts";

/** Who did what, for the audit log. `data` holds what changed, without secrets. */
export type AuditEntry = {
  id: string;
  teamId: string;
  at: number;
  actor: string;
  action: string;
  data: unknown;
  requestId: string;
  ip: string;
};

/**
 * A change and its audit row as one statement: no row changed, no row in the log.
 * @param db builds the statement
 * @param change an insert, update or delete that returns exactly `id`, of at most one row
 * @param entry the audit row; its subject is the returned id
 * @returns a statement for `teamBatch`; its `rows` hold one `subject` when something changed, else nothing
 */
export function audited(db: Db, change: SQLWrapper, entry: AuditEntry) {
  return db.execute<{ subject: string }>(sql`
    with changed as ${change}
    insert into ${auditLog} (id, team_id, at, actor_id, action, subject, data, request_id, ip)
    select ${entry.id}, ${entry.teamId}, ${new Date(entry.at).toISOString()}::timestamptz, ${entry.actor}, ${entry.action},
      changed.id, ${JSON.stringify(entry.data)}::jsonb, ${entry.requestId}, ${entry.ip}
    from changed
    returning subject`);
}
