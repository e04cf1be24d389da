import { and, eq } from "drizzle-orm";
import { newPingId } from "@nightbell/shared/ids";
import { authorise } from "../../auth/access.ts";
import { randomBytes, type Ctx } from "../../context.ts";
import { heartbeat } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

/** Gives a heartbeat a new ping address; the old one leads nowhere from now on. */
export async function rotatePingId({ ctx, id }: { ctx: Ctx; id: string }): Promise<{ pingUrl: string }> {
  authorise(ctx, "operate");
  const pingId = newPingId(ctx.team.route, randomBytes(10));
  const where = and(eq(heartbeat.teamId, ctx.team.id), eq(heartbeat.id, id));
  await commit(ctx, {
    statement: ctx.db.update(heartbeat).set({ pingId }).where(where).returning({ id: heartbeat.id }),
    action: "heartbeat.rotate",
    data: {},
  });
  return { pingUrl: `${ctx.settings.PING_BASE}/${pingId}` };
}
