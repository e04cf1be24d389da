import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { changeLayers } from "./change-layers.ts";
import { findLayer } from "./input.ts";

/**
 * Deletes a layer, its past included. Owners and admins.
 * @throws AppError `not_found`; `conflict` for the last one
 */
export async function removeLayer({ ctx, id, layer }: { ctx: Ctx; id: string; layer: string }): Promise<void> {
  authorise(ctx, "administer");
  await changeLayers({ ctx, id, action: "rota.layer.delete", input: { layer } }, (before) => {
    findLayer(before, layer);
    if (before.layers.length === 1)
      throw new AppError("conflict", "This is the rota's only layer. Change it, or delete the rota.");
    return before.layers.filter((known) => known.id !== layer);
  });
}
