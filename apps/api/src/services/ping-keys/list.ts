import { asc, eq } from "drizzle-orm";
import type { PingKeyView } from "@nightbell/shared/views/views";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { pingKey } from "../../db/schema/keys.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The team's live keys for pings by slug, oldest first. Not for viewers: who has one can ping. */
export async function listPingKeys({ ctx }: { ctx: Ctx }): Promise<PingKeyView[]> {
  authorise(ctx, "operate");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(pingKey).where(eq(pingKey.teamId, ctx.team.id)).orderBy(asc(pingKey.id)),
  ]);
  return rows.map(({ id, key, createdAt }) => ({ id, key, createdAt: createdAt.toISOString() }));
}
