import { asc, eq } from "drizzle-orm";
import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { user } from "../../db/schema/auth.ts";
import { channel } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The team's channels, oldest first. Owners and admins. */
export async function listChannels({ ctx }: { ctx: Ctx }): Promise<NotifyChannelView[]> {
  authorise(ctx, "administer");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .select({
        id: channel.id,
        kind: channel.kind,
        name: channel.name,
        person: { id: user.id, name: user.name },
      })
      .from(channel)
      .leftJoin(user, eq(user.id, channel.userId))
      .where(eq(channel.teamId, ctx.team.id))
      .orderBy(asc(channel.createdAt), asc(channel.id)),
  ]);
  return rows;
}
