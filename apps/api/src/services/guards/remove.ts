import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { guard } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";

/** Deletes a guard: from then on its address is not found, and so holds the job. */
export async function removeGuard({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(guard.teamId, ctx.team.id), eq(guard.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(guard).where(where).returning({ id: guard.id }),
    action: "guard.delete",
    data: {},
  });
}
