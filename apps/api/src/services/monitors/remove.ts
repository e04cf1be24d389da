import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { monitor } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

/** Deletes a monitor. Its history stays; the Team object closes its open incident. */
export async function removeMonitor({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(monitor.teamId, ctx.team.id), eq(monitor.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(monitor).where(where).returning({ id: monitor.id }),
    action: "monitor.delete",
    data: {},
  });
}
