import type { PolicyInput } from "@nightbell/shared/paging/policy";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { insertIf } from "../../db/insert-if.ts";
import { escalationPolicy } from "../../db/schema/on-call.ts";
import { commitOn } from "../commit-on.ts";
import { MOST_POLICIES, requireTargets } from "./input.ts";

/**
 * Makes an escalation policy and gives its id. Nothing pages by it before it is chosen. Owners and admins.
 * @throws AppError `conflict` when there are too many, `invalid` when it asks what is not there
 */
export async function createPolicy({ ctx, input }: { ctx: Ctx; input: PolicyInput }): Promise<{ id: string }> {
  authorise(ctx, "administer");
  const id = mintId("pol", ctx.now);
  const values = { ...input, id, teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  await commitOn(ctx, (config, unchanged) => {
    if (config.policies.length >= MOST_POLICIES)
      throw new AppError("conflict", `A team has at most ${MOST_POLICIES} policies. Delete one that nothing uses.`);
    requireTargets(config, input);
    return { statement: insertIf(escalationPolicy, values, unchanged), action: "policy.create", data: input };
  });
  return { id };
}
