import { sql } from "drizzle-orm";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import { mintId, type Ctx } from "../../context.ts";
import { insertIf } from "../../db/insert-if.ts";
import { rota } from "../../db/schema/on-call.ts";
import { commitOn } from "../commit-on.ts";
import { MOST_ROTAS, peopleOfLayers, requireMembers, requireOwnIds, type RotaInput } from "./input.ts";

/**
 * Makes a rota and gives its id. The first one ends that everyone is on call. Owners and admins.
 * @throws AppError `conflict` when there are too many, `invalid` for people who are no members
 */
export async function createRota({ ctx, input }: { ctx: Ctx; input: RotaInput }): Promise<{ id: string }> {
  authorise(ctx, "administer");
  const id = mintId("sch", ctx.now);
  const values = { ...input, id, teamId: ctx.team.id, createdAt: new Date(ctx.now) };
  await commitOn(ctx, (config, unchanged) => {
    if (config.rotas.length >= MOST_ROTAS)
      throw new AppError("conflict", `A team has at most ${MOST_ROTAS} rotas. Delete one that nobody needs.`);
    requireOwnIds(input.layers);
    requireMembers(config, peopleOfLayers(input.layers), "layers");
    return { statement: insertIf(rota, values, sql`${unchanged}`), action: "rota.create", data: input };
  });
  return { id };
}
