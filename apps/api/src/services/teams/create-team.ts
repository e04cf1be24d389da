import { newId, newPingKey, newRoute } from "@nightbell/shared/ids";
import { mintId, newTeamObject, randomBytes, type Base, type Near, type User } from "../../context.ts";
import { audited } from "../../db/audit.ts";
import type { Membership } from "../../db/pre-team.ts";
import { pingKey } from "../../db/schema/keys.ts";
import { member, team } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { directoryShard } from "../../directory/shard.ts";
import { auditEntry, handOver } from "../commit.ts";

const NAME_LIMIT = 80;

/** The owner, the team's name, its IANA zone, and where its object shall live. */
export type NewTeam = { user: User; name: string; zone: string; near: Near | null };

/** "Ana's team", from the name, or the part of the address before the @. */
export function teamNameFor(user: Pick<User, "name" | "email">): string {
  const given = user.name.trim().split(/\s+/)[0] ?? "";
  const who = given === "" ? (user.email.split("@")[0] ?? "") : given;
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}`.slice(0, NAME_LIMIT) + "'s team";
}

/**
 * Makes a team with one owner and a ping key. Its object and its place in the sweeper's roster come first: a team in the record
 * always has both, while an object without a team costs next to nothing.
 * @param base the request
 */
export async function createTeam(base: Base, input: NewTeam): Promise<Membership> {
  const { user, name, zone, near } = input;
  const id = newId("team", base.now, randomBytes(10));
  const route = newRoute(randomBytes(6));
  await newTeamObject(base.env, route, near).create({ team: id, name, zone });
  await directoryShard(base.env, route).add(route);
  const insert = base.db.insert(team).values({ id, name, zone, route, slug: id }).returning({ id: team.id });
  await teamBatch(base.db, id, [
    audited(base.db, insert, auditEntry(base, id, user.id, { action: "team.create", data: { name, zone } })),
    base.db.insert(member).values({ id: mintId("mem", base.now), teamId: id, userId: user.id, role: "owner" }),
    base.db.insert(pingKey).values({ id: mintId("pk", base.now), teamId: id, key: newPingKey(route, randomBytes(12)) }),
  ]);
  await handOver(base, { id, route });
  return { id, name, route, role: "owner", zone, mine: { zone, quiet: null, badSignal: false } };
}
