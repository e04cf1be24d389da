import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { pingKey } from "../../db/schema/keys.ts";
import { commit } from "../commit.ts";

/** Ends a ping key: jobs that still use it get 404 from now on. */
export async function removePingKey({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(pingKey.teamId, ctx.team.id), eq(pingKey.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(pingKey).where(where).returning({ id: pingKey.id }),
    action: "ping_key.delete",
    data: {},
  });
}
