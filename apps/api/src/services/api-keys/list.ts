import { asc, eq } from "drizzle-orm";
import type { ApiKeyView } from "@nightbell/shared/views/views";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { apiKey } from "../../db/schema/keys.ts";
import { teamBatch } from "../../db/team-batch.ts";

/** The team's keys of the management API, oldest first, without what opens anything. Owners and admins. */
export async function listApiKeys({ ctx }: { ctx: Ctx }): Promise<ApiKeyView[]> {
  authorise(ctx, "administer");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(apiKey).where(eq(apiKey.teamId, ctx.team.id)).orderBy(asc(apiKey.id)),
  ]);
  return rows.map(({ id, name, access, hint, createdAt }) => ({
    id,
    name,
    access,
    hint,
    createdAt: createdAt.toISOString(),
  }));
}
