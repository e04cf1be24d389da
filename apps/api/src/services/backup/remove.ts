import { eq, sql } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { backup } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";

/** Forgets the team's backup. Owners and admins. */
export async function removeBackup({ ctx }: { ctx: Ctx }): Promise<void> {
  authorise(ctx, "administer");
  await commit(ctx, {
    statement: ctx.db
      .delete(backup)
      .where(eq(backup.teamId, ctx.team.id))
      .returning({ id: sql`team_id`.as("id") }),
    action: "backup.delete",
    data: {},
  });
}
