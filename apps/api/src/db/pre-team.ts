import { and, asc, eq } from "drizzle-orm";
import { isPingId, type Route } from "@nightbell/shared/ids";
import type { Role } from "@nightbell/shared/team/config";
import type { MySettings } from "@nightbell/shared/views/views";
import type { Db } from "./client.ts";
import { databaseAppError } from "./errors.ts";
import { quietOf } from "./team-config.ts";
import { heartbeat } from "./schema/configuration.ts";
import { apiKey } from "./schema/keys.ts";
import { member, team } from "./schema/team.ts";

/** Look-ups that come before a team is known, so they run as `auth_user`. Nothing else may read across teams. */

const typed = (error: unknown): never => {
  throw databaseAppError(error) ?? error;
};

/** A team as one of its members sees it: `zone` is the team's, `mine` are their own settings in it. */
export type Membership = { id: string; name: string; route: Route; role: Role; zone: string; mine: MySettings };

const columns = {
  id: team.id,
  name: team.name,
  route: team.route,
  role: member.role,
  zone: team.zone,
  myZone: member.zone,
  quietFrom: member.quietFrom,
  quietTo: member.quietTo,
  badSignal: member.badSignal,
};

type Row = Omit<Membership, "mine"> & {
  myZone: string | null;
  quietFrom: string | null;
  quietTo: string | null;
  badSignal: boolean;
};

const membershipOf = ({ id, name, route, role, zone, ...own }: Row): Membership => ({
  id,
  name,
  route,
  role,
  zone,
  mine: { zone: own.myZone ?? zone, quiet: quietOf(own.quietFrom, own.quietTo), badSignal: own.badSignal },
});

/**
 * The teams a user belongs to, in join order.
 * @param authDb from `openAuthDb`
 */
export async function membershipsOf(authDb: Db, userId: string): Promise<Membership[]> {
  const rows = await authDb
    .select(columns)
    .from(member)
    .innerJoin(team, eq(team.id, member.teamId))
    .where(eq(member.userId, userId))
    .orderBy(asc(member.createdAt), asc(member.id))
    .catch(typed);
  return rows.map(membershipOf);
}

/** One membership; null when the team is foreign or does not exist, which nobody may tell apart. */
export async function membershipIn(authDb: Db, teamId: string, userId: string): Promise<Membership | null> {
  const rows = await authDb
    .select(columns)
    .from(member)
    .innerJoin(team, eq(team.id, member.teamId))
    .where(and(eq(member.teamId, teamId), eq(member.userId, userId)))
    .catch(typed);
  return rows[0] === undefined ? null : membershipOf(rows[0]);
}

/** A key of the management API, and its team. */
export type KeyOfTeam = {
  id: string;
  name: string;
  access: "read" | "write";
  team: { id: string; route: Route };
  badgeKey: string;
};

/** The key with this SHA-256; null when there is none. */
export async function apiKeyByHash(authDb: Db, hash: string): Promise<KeyOfTeam | null> {
  const [found] = await authDb
    .select({
      id: apiKey.id,
      name: apiKey.name,
      access: apiKey.access,
      team: team.id,
      route: team.route,
      badgeKey: team.badgeKey,
    })
    .from(apiKey)
    .innerJoin(team, eq(team.id, apiKey.teamId))
    .where(eq(apiKey.hash, hash))
    .catch(typed);
  return found === undefined ? null : { ...found, team: { id: found.team, route: found.route } };
}

/** The team whose badges are public under this key; null when there is none. */
export async function teamByBadgeKey(authDb: Db, badgeKey: string): Promise<{ id: string; route: Route } | null> {
  const [found] = await authDb
    .select({ id: team.id, route: team.route })
    .from(team)
    .where(eq(team.badgeKey, badgeKey))
    .catch(typed);
  return found ?? null;
}

/** The heartbeat with this badge, and its team; null when there is none. */
export async function heartbeatByBadgeId(
  authDb: Db,
  badgeId: string,
): Promise<{ heartbeat: string; team: { id: string; route: Route } } | null> {
  if (!isPingId(badgeId)) return null;
  const [found] = await authDb
    .select({ heartbeat: heartbeat.id, id: team.id, route: team.route })
    .from(heartbeat)
    .innerJoin(team, eq(team.id, heartbeat.teamId))
    .where(eq(heartbeat.badgeId, badgeId))
    .catch(typed);
  return found === undefined ? null : { heartbeat: found.heartbeat, team: { id: found.id, route: found.route } };
}
