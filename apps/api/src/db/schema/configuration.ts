import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import type { METHODS, Region } from "@nightbell/shared/check/settings";
import { instant, teamId, tenantPolicies } from "./columns.ts";
import { member, team } from "./team.ts";

/** What a team configures: how to reach its people, and what to watch. */

export const contact = pgTable(
  "contact",
  {
    id: text("id").primaryKey(),
    teamId: teamId(),
    userId: text("user_id").notNull(),
    kind: text("kind", { enum: ["phone", "webpush", "email"] }).notNull(),
    /** E.164 number, push subscription as JSON, or e-mail address. */
    address: text("address").notNull(),
    label: text("label").notNull(),
    verifiedAt: instant("verified_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("contact_team_id").on(table.teamId, table.id),
    unique("contact_once").on(table.teamId, table.userId, table.kind, table.address),
    foreignKey({
      name: "contact_member",
      columns: [table.teamId, table.userId],
      foreignColumns: [member.teamId, member.userId],
    }).onDelete("cascade"),
    check("contact_kind", sql`kind in ('phone', 'webpush', 'email')`),
    ...tenantPolicies("contact"),
  ],
);

/** The code that is out for a contact; a newer one replaces it. */
export const contactCode = pgTable(
  "contact_code",
  {
    teamId: teamId(),
    contactId: text("contact_id").notNull(),
    hash: text("hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
  },
  (table) => [
    primaryKey({ name: "contact_code_pk", columns: [table.teamId, table.contactId] }),
    foreignKey({
      name: "contact_code_contact",
      columns: [table.teamId, table.contactId],
      foreignColumns: [contact.teamId, contact.id],
    }).onDelete("cascade"),
    ...tenantPolicies("contact_code"),
  ],
);

/** How often something was used on a day; counted over all teams, so it holds hashes and no team's data. */
export const dailyQuota = pgTable(
  "daily_quota",
  {
    subject: text("subject").notNull(),
    day: date("day").notNull(),
    used: integer("used").notNull(),
  },
  (table) => [primaryKey({ name: "daily_quota_pk", columns: [table.subject, table.day] })],
);

export const heartbeat = pgTable(
  "heartbeat",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    pingId: text("ping_id").notNull().unique(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    schedule: jsonb("schedule").$type<Schedule>().notNull(),
    graceSeconds: integer("grace_seconds").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("heartbeat_team_id").on(table.teamId, table.id), ...tenantPolicies("heartbeat")],
);

export const monitor = pgTable(
  "monitor",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    url: text("url").notNull(),
    method: text("method").$type<(typeof METHODS)[number]>().notNull(),
    expectedStatus: text("expected_status").notNull(),
    keywordsPresent: jsonb("keywords_present").$type<string[]>().notNull(),
    keywordsAbsent: jsonb("keywords_absent").$type<string[]>().notNull(),
    timeoutMs: integer("timeout_ms").notNull(),
    intervalSeconds: integer("interval_seconds").notNull(),
    regions: jsonb("regions").$type<Region[]>().notNull(),
    recoverySeconds: integer("recovery_seconds").notNull(),
    revision: integer("revision").notNull().default(1),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    unique("monitor_team_id").on(table.teamId, table.id),
    index("monitor_team").on(table.teamId),
    ...tenantPolicies("monitor"),
  ],
);
