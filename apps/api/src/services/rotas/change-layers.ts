import { and, eq } from "drizzle-orm";
import type { Rota, RotaLayer } from "@nightbell/shared/oncall/rota";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { Ctx } from "../../context.ts";
import { rota } from "../../db/schema/on-call.ts";
import { commitOn } from "../commit-on.ts";
import { findRota } from "./input.ts";

/**
 * Commits new layers of a rota, worked out from those that are there. The verb has authorised.
 * @param layersOf gives them; throws when it cannot be
 * @throws AppError `not_found`
 */
export async function changeLayers(
  { ctx, id, action, input }: { ctx: Ctx; id: string; action: string; input: unknown },
  layersOf: (before: Rota, config: TeamConfig) => RotaLayer[],
): Promise<void> {
  await commitOn(ctx, (config, unchanged) => {
    const layers = layersOf(findRota(config, id), config);
    const where = and(eq(rota.teamId, ctx.team.id), eq(rota.id, id), unchanged);
    return {
      statement: ctx.db.update(rota).set({ layers }).where(where).returning({ id: rota.id }),
      action,
      data: input,
    };
  });
}
