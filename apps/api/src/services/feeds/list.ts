import { and, asc, eq } from "drizzle-orm";
import type { FeedView } from "@nightbell/shared/views/on-call-views";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { calendarFeed } from "../../db/schema/on-call.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The caller's calendar feeds, and nobody else's. */
export const isMyFeed = (ctx: Ctx) => and(eq(calendarFeed.teamId, ctx.team.id), eq(calendarFeed.userId, ctx.user.id));

/** The caller's own calendar feeds, oldest first, without their addresses. */
export async function listFeeds({ ctx }: { ctx: Ctx }): Promise<FeedView[]> {
  authorise(ctx, "read");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(calendarFeed).where(isMyFeed(ctx)).orderBy(asc(calendarFeed.id)),
  ]);
  return rows.map(({ id, whose, createdAt }) => ({ id, whose, createdAt: createdAt.toISOString() }));
}
