import { sql } from "drizzle-orm";
import { pgPolicy, pgRole, text, timestamp } from "drizzle-orm/pg-core";

/** Roles that the migrations make. A login of the Worker owns nothing and is only a member of these (spec "trust" §8.5). */
export const appUser = pgRole("app_user").existing();
export const authUser = pgRole("auth_user").existing();
export const opsReader = pgRole("ops_reader").existing();

/** An instant, to the millisecond; named, because raw-SQL policies read snake_case names (spec "platform" §7). */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** The column every tenant table has. */
export const teamId = () => text("team_id").notNull();

/**
 * Row-level security of a tenant table: a team sees its own rows. `current_setting` has no missing_ok,
 * so that a statement outside a team batch fails instead of seeing nothing (spec "trust" §8.3).
 */
export const tenantPolicies = (table: string) => [
  pgPolicy(`${table}_of_team`, {
    to: appUser,
    using: sql`team_id = current_setting('app.team')`,
    withCheck: sql`team_id = current_setting('app.team')`,
  }),
  pgPolicy(`${table}_ops`, { to: opsReader, for: "select", using: sql`true` }),
];

/** For the tables that sign-in and invitations need across teams. */
export const authPolicy = (table: string) =>
  pgPolicy(`${table}_auth`, { to: authUser, using: sql`true`, withCheck: sql`true` });

/** For the tables in which a team is found by what a program or a browser holds; which columns, the grants say. */
export const lookUpPolicy = (table: string) =>
  pgPolicy(`${table}_auth`, { to: authUser, for: "select", using: sql`true` });
