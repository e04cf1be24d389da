import { sql } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../context.ts";
import { dailyQuota } from "../db/schema/configuration.ts";
import { teamBatch } from "../db/team-batch.ts";

/**
 * Takes one unit of a daily allowance, atomically.
 * @param subject what is limited; holds no personal data in clear
 * @param limit units per UTC day
 * @param message the sentence for when it is used up
 * @throws AppError `rate_limited`
 */
export async function takeQuota(ctx: Ctx, subject: string, limit: number, message: string): Promise<void> {
  const day = new Date(ctx.now).toISOString().slice(0, 10);
  const [taken] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db
      .insert(dailyQuota)
      .values({ subject, day, used: 1 })
      .onConflictDoUpdate({
        target: [dailyQuota.subject, dailyQuota.day],
        set: { used: sql`${dailyQuota.used} + 1` },
        setWhere: sql`${dailyQuota.used} < ${limit}`,
      })
      .returning({ used: dailyQuota.used }),
  ]);
  if (taken.length === 0) throw new AppError("rate_limited", message);
}
