import * as z from "zod";
import { takeOver as taken } from "@nightbell/shared/oncall/edit";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { commitOn } from "../commit-on.ts";
import { teamTime } from "../on-call/team-time.ts";
import { requireRoom } from "./add-override.ts";
import { findRota, requireMembers } from "./input.ts";
import { newChange } from "./overrides.ts";

/** `user`: who takes it; without one, the caller. */
export const takeOverInput = z.strictObject({ user: z.string().min(1).max(64).optional() });

/**
 * Gives the pager to one person from now to the end of the current shift. Owners, admins and responders.
 * @throws AppError `not_found`, `invalid` for somebody who is no member, `conflict` for too many overrides
 */
export async function takeOver({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: z.infer<typeof takeOverInput>;
}): Promise<{ id: string }> {
  authorise(ctx, "operate");
  const now = await teamTime(ctx);
  const made = mintId("ovr", ctx.now);
  const user = input.user ?? ctx.user.id;
  await commitOn(ctx, (config, unchanged) => {
    const found = findRota(config, id);
    requireRoom(found.overrides, now);
    requireMembers(config, [user], "user");
    return newChange(ctx, id, taken(found, user, now, ctx.user.id, made), unchanged);
  });
  return { id: made };
}
