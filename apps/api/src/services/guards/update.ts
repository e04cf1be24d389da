import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { guard } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";
import type { GuardPatch } from "./input.ts";

/** Changes settings of a guard. Its address stays; a lease that lasts is judged by the new ones from then on. */
export async function updateGuard({ ctx, id, input }: { ctx: Ctx; id: string; input: GuardPatch }): Promise<void> {
  authorise(ctx, "operate");
  const where = and(eq(guard.teamId, ctx.team.id), eq(guard.id, id));
  await commit(ctx, {
    statement: ctx.db.update(guard).set(defined(input)).where(where).returning({ id: guard.id }),
    action: "guard.update",
    data: input,
  });
}
