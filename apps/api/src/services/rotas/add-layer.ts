import { AppError } from "@nightbell/shared/errors";
import { newUuid } from "@nightbell/shared/ids";
import { authorise } from "../../auth/access.ts";
import { randomBytes, type Ctx } from "../../context.ts";
import { changeLayers } from "./change-layers.ts";
import { peopleOfLayers, requireMembers, type LayerInput } from "./input.ts";

/** As many as the schema of a rota takes. */
const MOST_LAYERS = 20;

/**
 * Puts a layer on top of the others and gives its id. Owners and admins.
 * @throws AppError `not_found`, `conflict` when there are too many, `invalid` for people who are no members
 */
export async function addLayer({
  ctx,
  id,
  input,
}: {
  ctx: Ctx;
  id: string;
  input: LayerInput;
}): Promise<{ id: string }> {
  authorise(ctx, "administer");
  const layer = newUuid(randomBytes(16));
  await changeLayers({ ctx, id, action: "rota.layer.add", input }, ({ layers }, config) => {
    if (layers.length >= MOST_LAYERS)
      throw new AppError("conflict", `A rota has at most ${MOST_LAYERS} layers. Delete one that nobody needs.`);
    requireMembers(config, peopleOfLayers([input]), "versions");
    return [...layers, { ...input, id: layer }];
  });
  return { id: layer };
}
