import { sql } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import { newPingKey } from "@nightbell/shared/ids";
import type { PingKeyView } from "@nightbell/shared/views/views";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { pingKey } from "../../db/schema/keys.ts";
import { commitAll } from "../commit.ts";

/** As many as it takes to move from one to the next: spec "heartbeats" §0. */
const LIVE = 2;

/**
 * Makes a key for pings by slug.
 * @throws AppError `conflict` while two are live
 */
export async function createPingKey({ ctx }: { ctx: Ctx }): Promise<PingKeyView> {
  authorise(ctx, "operate");
  const id = mintId("pk", ctx.now);
  const key = newPingKey(ctx.team.route, randomBytes(12));
  const createdAt = new Date(ctx.now).toISOString();
  const [made] = await commitAll(ctx, [
    {
      statement: sql`(insert into ${pingKey} (id, team_id, key, created_at)
        select ${id}, ${ctx.team.id}, ${key}, ${createdAt}::timestamptz
        where (select count(*) from ${pingKey} live where live.team_id = ${ctx.team.id}) < ${LIVE}::int returning id)`,
      action: "ping_key.create",
      data: {},
    },
  ]);
  if (made === null || made === undefined)
    throw new AppError("conflict", "Two ping keys are live already. Delete the one that no job uses any more.");
  return { id, key, createdAt };
}
