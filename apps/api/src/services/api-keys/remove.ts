import { and, eq } from "drizzle-orm";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { apiKey } from "../../db/schema/keys.ts";
import { commit } from "../commit.ts";

/** Revokes a key of the management API: the next request with it is refused. Owners and admins. */
export async function removeApiKey({ ctx, id }: { ctx: Ctx; id: string }): Promise<void> {
  authorise(ctx, "administer");
  const where = and(eq(apiKey.teamId, ctx.team.id), eq(apiKey.id, id));
  await commit(ctx, {
    statement: ctx.db.delete(apiKey).where(where).returning({ id: apiKey.id }),
    action: "api_key.delete",
    data: {},
  });
}
