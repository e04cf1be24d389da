import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { rota } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";

/** Deletes a rota with its overrides. Policies that name it are not touched: it asks nobody any more. Owners and admins. */
export async function removeRota({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(rota.teamId, ctx.team.id), eq(rota.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(rota).where(where).returning({ id: rota.id }),
    action: "rota.delete",
    data: {},
  });
}
