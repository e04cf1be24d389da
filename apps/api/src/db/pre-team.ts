import { and, asc, eq } from "drizzle-orm";
import type { Route } from "@nightbell/shared/ids";
import type { Role } from "@nightbell/shared/team/config";
import type { MySettings } from "@nightbell/shared/views/views";
import type { Db } from "./client.ts";
import { databaseAppError } from "./errors.ts";
import { quietOf } from "./team-config.ts";
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
