import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgPolicy, pgTable, text, unique } from "drizzle-orm/pg-core";
import { user } from "./auth.ts";
import { appUser, authPolicy, instant, opsReader, teamId, tenantPolicies } from "./columns.ts";

/** A team and its people: better-auth's organization, member and invitation, under our names. */

const roleCheck = sql`role in ('owner', 'admin', 'responder', 'viewer')`;

export const team = pgTable(
  "team",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    slug: text("slug").notNull().unique(),
    logo: text("logo"),
    metadata: text("metadata"),
    /** Names the Team object and starts every ping id. */
    route: text("route").notNull().unique(),
    zone: text("zone").notNull().default("UTC"),
    configVersion: integer("config_version").notNull().default(1),
    /** The policy that pages where nothing else is said; null, or one that is gone: the default ladder. */
    defaultPolicy: text("default_policy"),
    /** The public name under which its badges are asked for. */
    badgeKey: text("badge_key")
      .notNull()
      .unique()
      .default(sql`gen_random_uuid()::text`),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  () => [
    check("team_route_hex", sql`route ~ '^[0-9a-f]{12}$'`),
    authPolicy("team"),
    pgPolicy("team_of_team", {
      to: appUser,
      using: sql`id = current_setting('app.team')`,
      withCheck: sql`id = current_setting('app.team')`,
    }),
    pgPolicy("team_ops", { to: opsReader, for: "select", using: sql`true` }),
  ],
);

export const member = pgTable(
  "member",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "admin", "responder", "viewer"] }).notNull(),
    /** Where the person is; null follows the team's zone. */
    zone: text("zone"),
    quietFrom: text("quiet_from"),
    quietTo: text("quiet_to"),
    badSignal: boolean("bad_signal").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("member_team_id").on(table.teamId, table.id),
    unique("member_team_user").on(table.teamId, table.userId),
    index("member_user_id").on(table.userId),
    check("member_role", roleCheck),
    check("member_quiet", sql`(quiet_from is null) = (quiet_to is null)`),
    authPolicy("member"),
    ...tenantPolicies("member"),
  ],
);

export const invitation = pgTable(
  "invitation",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role", { enum: ["owner", "admin", "responder", "viewer"] }).notNull(),
    status: text("status").notNull().default("pending"),
    inviterId: text("inviter_id").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    unique("invitation_team_id").on(table.teamId, table.id),
    foreignKey({
      name: "invitation_inviter",
      columns: [table.teamId, table.inviterId],
      foreignColumns: [member.teamId, member.userId],
    }).onDelete("cascade"),
    check("invitation_role", roleCheck),
    authPolicy("invitation"),
    ...tenantPolicies("invitation"),
  ],
);
