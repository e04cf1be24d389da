import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { Override, RotaLayer } from "@nightbell/shared/oncall/rota";
import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import { instant, teamId, tenantPolicies } from "./columns.ts";
import { member, team } from "./team.ts";

/** Who takes turns, whom a page asks, and who may subscribe to it: spec "oncall" §1. */

export const rota = pgTable(
  "rota",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    zone: text("zone").notNull(),
    /** Later ones win. People who left stay in them, and are on call no more. */
    layers: jsonb("layers").$type<RotaLayer[]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("rota_team_id").on(table.teamId, table.id), ...tenantPolicies("rota")],
);

/** What people change of a rota for a while. */
export const rotaOverride = pgTable(
  "rota_override",
  {
    id: text("id").primaryKey(),
    teamId: teamId(),
    rotaId: text("rota_id").notNull(),
    kind: text("kind").$type<Override["kind"]>().notNull(),
    /** Who covers, takes, comes in addition, or is away. */
    userId: text("user_id").notNull(),
    /** Of a cover: in whose place. */
    forUserId: text("for_user_id"),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    reason: text("reason").notNull(),
    actorId: text("actor_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    unique("rota_override_team_id").on(table.teamId, table.id),
    index("rota_override_rota").on(table.teamId, table.rotaId),
    foreignKey({
      name: "rota_override_of_rota",
      columns: [table.teamId, table.rotaId],
      foreignColumns: [rota.teamId, rota.id],
    }).onDelete("cascade"),
    check("rota_override_kind", sql`kind in ('cover', 'take', 'also', 'away')`),
    check("rota_override_for", sql`(kind = 'cover') = (for_user_id is not null)`),
    ...tenantPolicies("rota_override"),
  ],
);

export const escalationPolicy = pgTable(
  "escalation_policy",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    /** People, rotas and channels that are gone stay in them, and are asked no more. */
    steps: jsonb("steps").$type<EscalationPolicy["steps"]>().notNull(),
    repeats: integer("repeats").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("escalation_policy_team_id").on(table.teamId, table.id), ...tenantPolicies("escalation_policy")],
);

/** Who hears when nobody answers, one a team; with the code that is out for the number. */
export const backup = pgTable(
  "backup",
  {
    teamId: teamId()
      .primaryKey()
      .references(() => team.id),
    name: text("name").notNull(),
    /** E.164. */
    phone: text("phone").notNull(),
    verifiedAt: instant("verified_at"),
    codeHash: text("code_hash"),
    codeExpiresAt: instant("code_expires_at"),
    codeAttempts: integer("code_attempts").notNull().default(0),
  },
  () => tenantPolicies("backup"),
);

/** A calendar that somebody subscribed to. Its token is known by its hash alone. */
export const calendarFeed = pgTable(
  "calendar_feed",
  {
    id: text("id").primaryKey(),
    teamId: teamId(),
    /** Whose it is; it goes with them. */
    userId: text("user_id").notNull(),
    whose: text("whose", { enum: ["mine", "all"] }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    unique("calendar_feed_team_id").on(table.teamId, table.id),
    foreignKey({
      name: "calendar_feed_member",
      columns: [table.teamId, table.userId],
      foreignColumns: [member.teamId, member.userId],
    }).onDelete("cascade"),
    check("calendar_feed_whose", sql`whose in ('mine', 'all')`),
    ...tenantPolicies("calendar_feed"),
  ],
);
