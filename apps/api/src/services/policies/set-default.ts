import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { team } from "../../db/schema/team.ts";
import { commitOn } from "../commit-on.ts";

export const defaultPolicyInput = z.strictObject({ defaultPolicy: z.string().max(64).nullable() });

/**
 * Chooses what pages where a monitor or heartbeat names no policy; null is the default ladder. Owners and admins.
 * @throws AppError `invalid` for a policy that is not there
 */
export async function setDefaultPolicy({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof defaultPolicyInput>;
}): Promise<void> {
  authorise(ctx, "administer");
  await commitOn(ctx, (config, unchanged) => {
    if (input.defaultPolicy !== null && config.policies.every(({ id }) => id !== input.defaultPolicy))
      throw new AppError("invalid", "This policy does not exist any more: choose again.", "defaultPolicy");
    return {
      statement: ctx.db
        .update(team)
        .set(input)
        .where(and(eq(team.id, ctx.team.id), unchanged))
        .returning({ id: team.id }),
      action: "team.escalation",
      data: input,
    };
  });
}
