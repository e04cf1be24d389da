import { slugify } from "@nightbell/shared/compat/slugify";
import { GUARD_DEFAULTS, type GuardInput, type GuardSettings } from "@nightbell/shared/guard/settings";
import { newPingId } from "@nightbell/shared/ids";
import { authorise } from "../../auth/access.ts";
import { mintId, randomBytes, type Ctx } from "../../context.ts";
import { guard } from "../../db/schema/configuration.ts";
import { commit } from "../commit.ts";
import { defined } from "../input.ts";

/** Creates a guard and gives its id and where to ask it. */
export async function createGuard({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: GuardInput;
}): Promise<{ id: string; url: string }> {
  authorise(ctx, "operate");
  const settings: Omit<GuardSettings, "id" | "guardId" | "createdAt"> = {
    ...GUARD_DEFAULTS,
    slug: slugify(input.name) || "guard",
    ...defined(input),
  };
  const guardId = newPingId(ctx.team.route, randomBytes(10));
  const values = {
    ...settings,
    guardId,
    id: mintId("grd", ctx.now),
    teamId: ctx.team.id,
    createdAt: new Date(ctx.now),
  };
  const id = await commit(ctx, {
    statement: ctx.db.insert(guard).values(values).returning({ id: guard.id }),
    action: "guard.create",
    data: settings,
  });
  return { id, url: `${ctx.settings.PING_BASE}/guard/${guardId}` };
}
