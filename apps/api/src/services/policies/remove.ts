import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { escalationPolicy } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";

/** Deletes a policy: what paged by it pages by the team's own, and the team by the default ladder. Owners and admins. */
export async function removePolicy({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(escalationPolicy.teamId, ctx.team.id), eq(escalationPolicy.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(escalationPolicy).where(where).returning({ id: escalationPolicy.id }),
    action: "policy.delete",
    data: {},
  });
}
