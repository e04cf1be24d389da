import { sql } from "drizzle-orm";
import { check, pgTable, text, unique } from "drizzle-orm/pg-core";
import { lookUpPolicy, instant, teamId, tenantPolicies } from "./columns.ts";
import { team } from "./team.ts";

/** What opens a team to programs: keys for pings by slug, and keys of the management API. */

/** In clear, because every ping carries it; it may ping and create, and reads nothing. */
export const pingKey = pgTable(
  "ping_key",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    key: text("key").notNull().unique(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [unique("ping_key_team_id").on(table.teamId, table.id), ...tenantPolicies("ping_key")],
);

/** Only the hash is kept; the key itself was shown once. */
export const apiKey = pgTable(
  "api_key",
  {
    id: text("id").primaryKey(),
    teamId: teamId().references(() => team.id),
    name: text("name").notNull(),
    access: text("access", { enum: ["read", "write"] }).notNull(),
    /** SHA-256 of the key, in hex. */
    hash: text("hash").notNull().unique(),
    hint: text("hint").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** The user's id. The key outlives their membership. */
    createdBy: text("created_by").notNull(),
  },
  (table) => [
    unique("api_key_team_id").on(table.teamId, table.id),
    check("api_key_access", sql`access in ('read', 'write')`),
    // A program is known by its key before its team is.
    lookUpPolicy("api_key"),
    ...tenantPolicies("api_key"),
  ],
);
