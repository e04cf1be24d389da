import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { GuardSettings } from "@nightbell/shared/guard/settings";
import { ALERTING_DEFAULTS, type Alerting } from "@nightbell/shared/incident/alerting";
import { HEARTBEAT_DEFAULTS, type HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { ProbeId } from "@nightbell/shared/check/region";
import type { MonitorSettings } from "@nightbell/shared/check/settings";
import type { MaintenanceSettings } from "@nightbell/shared/maintenance/settings";
import { lookUpPolicy, instant, teamId, tenantPolicies } from "./columns.ts";
import { member, team } from "./team.ts";

/** What a team configures: how to reach its people, and what to watch. */

/** How loudly failures are told, and what a thing stands on. Ids of what is gone stay here and mean nothing. */
const alertColumns = () => ({
  alerting: jsonb("alerting").$type<Alerting>().notNull().default(ALERTING_DEFAULTS),
  parents: jsonb("parents").$type<string[]>().notNull().default([]),
});

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
    badgeId: text("badge_id")
      .notNull()
      .unique()
      .default(sql`gen_random_uuid()::text`),
    /** May be empty, as may the name: programs need not give one. */
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    tags: jsonb("tags").$type<string[]>().notNull().default(HEARTBEAT_DEFAULTS.tags),
    desc: text("desc").notNull().default(HEARTBEAT_DEFAULTS.desc),
    schedule: jsonb("schedule").$type<HeartbeatSettings["schedule"]>().notNull(),
    graceSeconds: integer("grace_seconds").notNull(),
    manualResume: boolean("manual_resume").notNull().default(HEARTBEAT_DEFAULTS.manualResume),
    methods: text("methods").$type<HeartbeatSettings["methods"]>().notNull().default(HEARTBEAT_DEFAULTS.methods),
    filter: jsonb("filter").$type<HeartbeatSettings["filter"]>().notNull().default(HEARTBEAT_DEFAULTS.filter),
    failureTolerance: integer("failure_tolerance").notNull().default(HEARTBEAT_DEFAULTS.failureTolerance),
    startToleranceSeconds: integer("start_tolerance_seconds"),
    maxRunSeconds: integer("max_run_seconds"),
    thresholds: jsonb("thresholds")
      .$type<HeartbeatSettings["thresholds"]>()
      .notNull()
      .default(HEARTBEAT_DEFAULTS.thresholds),
    forecasts: jsonb("forecasts")
      .$type<HeartbeatSettings["forecasts"]>()
      .notNull()
      .default(HEARTBEAT_DEFAULTS.forecasts),
    sanity: jsonb("sanity").$type<HeartbeatSettings["sanity"]>().notNull().default(HEARTBEAT_DEFAULTS.sanity),
    /** Ids of channels. Those that are deleted meanwhile stay here and mean nothing. */
    channels: jsonb("channels").$type<string[]>().notNull().default([]),
    ...alertColumns(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    unique("heartbeat_team_id").on(table.teamId, table.id),
    // A badge is asked for before a team is known.
    lookUpPolicy("heartbeat"),
    ...tenantPolicies("heartbeat"),
  ],
);

/** A place beside people that hears: a member's e-mail, or a chat room by its incoming webhook. */
export const channel = pgTable(
  "channel",
  {
    id: text("id").primaryKey(),
    teamId: teamId(),
    kind: text("kind", { enum: ["email", "slack", "discord"] }).notNull(),
    name: text("name").notNull(),
    /** Of an e-mail: whose address it is. */
    userId: text("user_id"),
    /** Of a chat room: its address, sealed. */
    sealedUrl: text("sealed_url"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("channel_team_id").on(table.teamId, table.id),
    foreignKey({
      name: "channel_member",
      columns: [table.teamId, table.userId],
      foreignColumns: [member.teamId, member.userId],
    }).onDelete("cascade"),
    check("channel_kind", sql`kind in ('email', 'slack', 'discord')`),
    check("channel_place", sql`(kind = 'email') = (user_id is not null) and (kind = 'email') = (sealed_url is null)`),
    ...tenantPolicies("channel"),
  ],
);

export const monitor = pgTable(
  "monitor",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    /** What is checked; its shape is told by its `type`. */
    check: jsonb("spec").$type<MonitorSettings["check"]>().notNull(),
    timeoutMs: integer("timeout_ms").notNull(),
    intervalSeconds: integer("interval_seconds").notNull(),
    regions: jsonb("regions").$type<MonitorSettings["regions"]>().notNull(),
    everyRegion: boolean("every_region").notNull().default(false),
    degradedAfterMs: integer("degraded_after_ms"),
    failAfterMs: integer("fail_after_ms"),
    recoverySeconds: integer("recovery_seconds").notNull(),
    network: jsonb("network").$type<MonitorSettings["network"]>(),
    ...alertColumns(),
    /** Sealed values by name. */
    secrets: jsonb("secrets").$type<MonitorSettings["secrets"]>().notNull().default({}),
    /** The registrable domains that it asks: over all teams, for spec "checks" §7. */
    domains: jsonb("domains").$type<string[]>().notNull().default([]),
    revision: integer("revision").notNull().default(1),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    unique("monitor_team_id").on(table.teamId, table.id),
    index("monitor_team").on(table.teamId),
    index("monitor_domains").using("gin", table.domains),
    ...tenantPolicies("monitor"),
  ],
);

/** When monitors and heartbeats are worked on: they are watched, and open nothing. */
export const maintenance = pgTable(
  "maintenance",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    /** Ids of monitors; null: all. One that is deleted meanwhile stays here and means nothing. */
    monitors: jsonb("monitors").$type<MaintenanceSettings["monitors"]>(),
    /** The same of heartbeats. */
    heartbeats: jsonb("heartbeats").$type<MaintenanceSettings["heartbeats"]>().default([]),
    time: jsonb("time").$type<MaintenanceSettings["time"]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("maintenance_team_id").on(table.teamId, table.id), ...tenantPolicies("maintenance")],
);

/** A domain that a team has proved to be its own: it may be checked without limit. */
export const provedDomain = pgTable(
  "proved_domain",
  {
    teamId: teamId().references(() => team.id),
    domain: text("domain").notNull(),
    provedAt: instant("proved_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "proved_domain_pk", columns: [table.teamId, table.domain] }),
    ...tenantPolicies("proved_domain"),
  ],
);

/** A team's own probe. Its key is known by its hash alone. */
export const probe = pgTable(
  "probe",
  {
    id: text("id").$type<ProbeId>().primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    keyHash: text("key_hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("probe_team_id").on(table.teamId, table.id), ...tenantPolicies("probe")],
);

/** Says whether a destructive job may run; asked by its public id. */
export const guard = pgTable(
  "guard",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    guardId: text("guard_id").notNull().unique(),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    /** Ids of heartbeats and monitors. One that is deleted meanwhile stays here, and holds the job. */
    requires: jsonb("requires").$type<GuardSettings["requires"]>().notNull(),
    quietSeconds: integer("quiet_seconds").notNull(),
    ttlSeconds: integer("ttl_seconds").notNull(),
    rules: jsonb("rules").$type<GuardSettings["rules"]>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [unique("guard_team_id").on(table.teamId, table.id), ...tenantPolicies("guard")],
);
