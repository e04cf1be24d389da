import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { channel } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

/** Deletes a channel. Heartbeats that name it are not touched: its id means nothing any more. Owners and admins. */
export async function removeChannel({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(channel.teamId, ctx.team.id), eq(channel.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(channel).where(where).returning({ id: channel.id }),
    action: "channel.delete",
    data: {},
  });
}
