import { and, eq } from "drizzle-orm";
import type { PolicyInput } from "@nightbell/shared/paging/policy";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { escalationPolicy } from "../../db/schema/on-call.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import { commitOn } from "../commit-on.ts";
import { requireTargets } from "./input.ts";

/**
 * Changes a policy, as a whole. Pages that ring already keep the steps they began with. Owners and admins.
 * @throws AppError `not_found`, `invalid` when it asks what is not there
 */
export async function updatePolicy({ ctx, id, input }: { ctx: Ctx; id: string; input: PolicyInput }): Promise<void> {
  authorise(ctx, "administer");
  await commitOn(ctx, (config, unchanged) => {
    const before = config.policies.find((known) => known.id === id);
    if (before === undefined) throw new AppError("not_found", NOT_FOUND);
    requireTargets(config, input, before);
    const where = and(eq(escalationPolicy.teamId, ctx.team.id), eq(escalationPolicy.id, id), unchanged);
    return {
      statement: ctx.db.update(escalationPolicy).set(input).where(where).returning({ id: escalationPolicy.id }),
      action: "policy.update",
      data: input,
    };
  });
}
