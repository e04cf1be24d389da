import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

/** Deletes a heartbeat. Its history stays; the Team object closes its open incident. */
export async function removeHeartbeat({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(heartbeat).where(where).returning({ id: heartbeat.id }),
    action: "heartbeat.delete",
    data: {},
  });
}
