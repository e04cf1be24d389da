import { sql } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { newLinkToken } from "@nightbell/shared/team/link-token";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { insertIf } from "../../db/insert-if.ts";
import { calendarFeed } from "../../db/schema/on-call.ts";
import { hashOfKey } from "../api-keys/hash.ts";
import { commitAll } from "../commit.ts";

export const feedInput = z.strictObject({ whose: z.enum(["mine", "all"]) });

const MOST_FEEDS = 10;

/**
 * Makes a calendar feed of the caller's. Whoever has its address may read it; nobody can show it again. Every member may.
 * @throws AppError `conflict` when they have too many
 */
export async function createFeed({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof feedInput>;
}): Promise<{ id: string; url: string }> {
  authorise(ctx, "read");
  const token = newLinkToken(ctx.team.route, randomBytes(16));
  const values = {
    ...input,
    id: mintId("feed", ctx.now),
    teamId: ctx.team.id,
    userId: ctx.user.id,
    tokenHash: await hashOfKey(token),
    createdAt: new Date(ctx.now),
  };
  const isRoom = sql`(select count(*) from ${calendarFeed} present
    where present.team_id = ${ctx.team.id} and present.user_id = ${ctx.user.id}) < ${MOST_FEEDS}::int`;
  const [id] = await commitAll(ctx, [
    { statement: insertIf(calendarFeed, values, isRoom), action: "feed.create", data: input },
  ]);
  if (id === undefined || id === null)
    throw new AppError("conflict", `You have ${MOST_FEEDS} calendar feeds already. Delete one that no calendar uses.`);
  return { id, url: `${ctx.settings.PUBLIC_URL}/api/ical/${token}.ics` };
}
