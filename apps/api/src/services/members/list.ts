import { CHANNEL_OF, type Member, type PersonalChannel } from "@nightbell/shared/team/config";
import type { MemberView } from "@nightbell/shared/views/views";
import { asc, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { member } from "../../db/schema/team.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { loadTeamConfig } from "../../db/team-config.ts";

const CHANNELS: readonly PersonalChannel[] = ["push", "sms", "voice"];

const reachable = (person: Member): PersonalChannel[] => {
  const verified = new Set(
    person.contacts.filter((entry) => entry.verifiedAt !== null).map((entry) => CHANNEL_OF[entry.kind]),
  );
  return CHANNELS.filter((channel) => verified.has(channel));
};

/** The team's people in join order, and by which channels each can be reached. */
export async function listMembers({ ctx }: { ctx: Ctx }): Promise<MemberView[]> {
  authorise(ctx, "read");
  const [config, [joined]] = await Promise.all([
    loadTeamConfig(ctx.db, ctx.team.id),
    teamBatch(ctx.db, ctx.team.id, [
      ctx.db
        .select({ user: member.userId, at: member.createdAt })
        .from(member)
        .where(eq(member.teamId, ctx.team.id))
        .orderBy(asc(member.id)),
    ]),
  ]);
  const joinedAt = new Map(joined.map((row) => [row.user, row.at]));
  return config.members.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    joinedAt: (joinedAt.get(person.id) ?? new Date(ctx.now)).toISOString(),
    reachable: reachable(person),
  }));
}
