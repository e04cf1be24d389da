import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { instant, teamId, tenantPolicies } from "./columns.ts";
import { team } from "./team.ts";

/** What happened. Both tables are insert-only by grant. */

export const auditLog = pgTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    at: instant("at").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    data: jsonb("data").notNull(),
    requestId: text("request_id").notNull(),
    ip: text("ip").notNull(),
  },
  (table) => [
    unique("audit_log_team_id").on(table.teamId, table.id),
    index("audit_log_team_at").on(table.teamId, table.at),
    ...tenantPolicies("audit_log"),
  ],
);

/** The history that a Team object's log is flushed to; (team, seq) makes a repeat harmless. */
export const event = pgTable(
  "event",
  {
    teamId: teamId().references(() => team.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: instant("at").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject"),
    data: jsonb("data").notNull(),
  },
  (table) => [
    primaryKey({ name: "event_pk", columns: [table.teamId, table.seq] }),
    index("event_subject").on(table.teamId, table.subject, table.seq),
    // Changes of status are few among many pings.
    index("event_flips")
      .on(table.teamId, table.subject, table.seq)
      .where(sql`data -> 'flips' -> 0 is not null`),
    ...tenantPolicies("event"),
  ],
);
