import * as z from "zod";
import { ROLLOUTS } from "@nightbell/shared/oncall/rollout";
import { override, rota, rotaLayer, rotaVersion, type Rota, type RotaLayer } from "@nightbell/shared/oncall/rota";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";
import { NOT_FOUND } from "../../http/errors.ts";
import { someKey } from "../input.ts";

/** What people send about rotas, and what must hold of it in their team. */

/** How many a team may have, and a rota of overrides that are not over. */
export const MOST_ROTAS = 20;
export const MOST_OVERRIDES_AHEAD = 200;

/** A rota without what others make of it. */
export const rotaInput = rota.omit({ id: true, overrides: true });
export type RotaInput = z.infer<typeof rotaInput>;

export const rotaPatch = z
  .strictObject({ name: rota.shape.name.optional(), zone: rota.shape.zone.optional() })
  .refine(someKey, "name at least one setting to change");
export type RotaPatch = z.infer<typeof rotaPatch>;

export const layerInput = rotaLayer.omit({ id: true });
export type LayerInput = z.infer<typeof layerInput>;

const { shape } = rotaVersion;

/** What a new version of a layer changes; what is not named stays. */
export const layerChange = z.strictObject({
  slots: shape.slots.optional(),
  every: shape.every.unwrap().optional(),
  unit: shape.unit.optional(),
  zone: shape.zone.unwrap().optional(),
  windows: shape.windows.unwrap().optional(),
  anchor: shape.anchor.optional(),
});
export const rollout = z.enum(ROLLOUTS);

export const layerPatch = z
  .strictObject({
    change: layerChange.default({}),
    rollout: rollout.default("after shift"),
    name: rotaLayer.shape.name.optional(),
  })
  .refine(({ change, name }) => name !== undefined || someKey(change), "name at least one thing to change");
export type LayerPatch = z.infer<typeof layerPatch>;

const OURS = { id: true, createdAt: true, actor: true } as const;
const [cover, take, also, away] = override.options;
/** A change of a rota for a while, as its person asks for it. */
export const overrideInput = z.discriminatedUnion("kind", [
  cover.omit(OURS),
  take.omit(OURS),
  also.omit(OURS),
  away.omit(OURS),
]);
export type OverrideInput = z.infer<typeof overrideInput>;

/** @throws AppError `not_found` */
export function findRota(config: TeamConfig, id: string): Rota {
  const found = config.rotas.find((known) => known.id === id);
  if (found === undefined) throw new AppError("not_found", NOT_FOUND);
  return found;
}

/** @throws AppError `not_found` */
export function findLayer(of: Rota, id: string): RotaLayer {
  const found = of.layers.find((known) => known.id === id);
  if (found === undefined) throw new AppError("not_found", NOT_FOUND);
  return found;
}

/**
 * @param before who was named before the change: people who left may stay until somebody names others
 * @throws AppError `invalid` for somebody who is no member
 */
export function requireMembers(
  config: TeamConfig,
  people: readonly string[],
  field: string,
  before: readonly string[] = [],
): void {
  const known = new Set([...config.members.map(({ id }) => id), ...before]);
  if (people.some((user) => !known.has(user)))
    throw new AppError("invalid", "One of these people is not in the team any more: choose again.", field);
}

/** Everybody who has a turn in one of these layers, in any version. */
export const peopleOfLayers = (layers: readonly Pick<RotaLayer, "versions">[]): string[] =>
  layers.flatMap(({ versions }) => versions.flatMap(({ slots }) => slots.flat()));

/** @throws AppError `invalid` when two layers have the same id */
export function requireOwnIds(layers: readonly RotaLayer[]): void {
  if (new Set(layers.map(({ id }) => id)).size !== layers.length)
    throw new AppError("invalid", "Two layers have the same id: give each its own.", "layers");
}
