import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { calendarFeed } from "../../db/schema/on-call.ts";
import { commit } from "../commit.ts";
import { isMyFeed } from "./list.ts";

/** Ends one of the caller's calendar feeds: calendars that still ask for it get 404 from now on. */
export async function removeFeed({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "read");
  await commit(ctx, {
    statement: ctx.db
      .delete(calendarFeed)
      .where(and(isMyFeed(ctx), eq(calendarFeed.id, id)))
      .returning({ id: calendarFeed.id }),
    action: "feed.delete",
    data: {},
  });
}
