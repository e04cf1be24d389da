import { eq } from "drizzle-orm";
import type { Ctx } from "../../context.ts";
import { backup } from "../../db/schema/on-call.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The team's backup; null when it has none. */
export async function findBackup(ctx: Ctx): Promise<typeof backup.$inferSelect | null> {
  const [[row]] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(backup).where(eq(backup.teamId, ctx.team.id)),
  ]);
  return row ?? null;
}
