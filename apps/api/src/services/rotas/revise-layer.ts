import { reviseLayer as revised } from "@nightbell/shared/oncall/edit";
import type { Rota, RotaLayer } from "@nightbell/shared/oncall/rota";
import { DAY, type Instant } from "@nightbell/shared/time";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { teamTime } from "../on-call/team-time.ts";
import { changeLayers } from "./change-layers.ts";
import { findLayer, peopleOfLayers, requireMembers, type LayerPatch } from "./input.ts";

/** How long it stays known who was on call. */
const REMEMBERED_MS = 400 * DAY;

/**
 * Changes how a layer turns, by a new version from the chosen instant on. Owners and admins.
 * @throws AppError `not_found`, `invalid` for people who are no members
 */
export async function reviseLayer({
  ctx,
  id,
  layer,
  input,
}: {
  ctx: Ctx;
  id: string;
  layer: string;
  input: LayerPatch;
}): Promise<void> {
  authorise(ctx, "administer");
  const now = await teamTime(ctx);
  await changeLayers({ ctx, id, action: "rota.layer.update", input: { layer, ...input } }, (before, config) => {
    const known = peopleOfLayers([findLayer(before, layer)]);
    requireMembers(config, (input.change.slots ?? []).flat(), "change.slots", known);
    return patchedRota(before, layer, input, now).layers;
  });
}

/** The rota with one layer changed. @throws AppError `not_found` */
export function patchedRota(before: Rota, layerId: string, { change, rollout, name }: LayerPatch, now: Instant): Rota {
  const { slots } = findLayer(before, layerId).versions.at(-1) ?? { slots: [[]] };
  const turns = Object.values(change).some((value) => value !== undefined);
  const { layers } = turns
    ? revised(before, layerId, { ...change, slots: change.slots ?? slots }, rollout, now)
    : before;
  const patched = (layer: RotaLayer): RotaLayer =>
    layer.id === layerId ? withoutHistory({ ...layer, name: name ?? layer.name }, now) : layer;
  return { ...before, layers: layers.map(patched) };
}

/** Versions that others replaced long ago are forgotten. */
function withoutHistory(layer: RotaLayer, now: Instant): RotaLayer {
  const first = layer.versions.findLastIndex(({ from }) => from === null || from <= now - REMEMBERED_MS);
  return { ...layer, versions: layer.versions.slice(Math.max(first, 0)) };
}
