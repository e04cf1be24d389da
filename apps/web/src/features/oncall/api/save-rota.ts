import type { Rollout } from "@nightbell/shared/oncall/rollout";
import { teamApi } from "../../../lib/api/client.ts";
import type { LayerChange, LayerInput, RotaInput } from "../model/rota-form.ts";

const rota = teamApi.rotas[":id"];
const layer = rota.layers[":layer"];

/** An edit of one layer; what is left out stays. */
export type LayerEdit = { layer: string; change: LayerChange; rollout: Rollout; name?: string };

/** @returns the new rota's id */
export const makeRota = async (team: string, json: RotaInput) =>
  (await teamApi.rotas.$post({ param: { team }, json })).json();

/** Who would be on call over the next 14 days, and what would be left open. @param id of a rota that it would take the place of */
export const previewRota = async (team: string, input: RotaInput, id?: string) =>
  (
    await teamApi.rotas.preview.$post({ param: { team }, json: { rota: id === undefined ? input : { ...input, id } } })
  ).json();

export const previewLayer = async (team: string, id: string, { layer: of, change, rollout }: LayerEdit) =>
  (await teamApi.rotas.preview.$post({ param: { team }, json: { id, layer: of, change, rollout } })).json();

export const renameRota = (team: string, id: string, json: { name?: string; zone?: string }) =>
  rota.$patch({ param: { team, id }, json });

export const deleteRota = (team: string, id: string) => rota.$delete({ param: { team, id } });

/** Adds a layer above all others. */
export const addLayer = async (team: string, id: string, json: LayerInput) =>
  (await rota.layers.$post({ param: { team, id }, json })).json();

export const changeLayer = (team: string, id: string, { layer: of, ...json }: LayerEdit) =>
  layer.$patch({ param: { team, id, layer: of }, json });

export const deleteLayer = (team: string, id: string, of: string) => layer.$delete({ param: { team, id, layer: of } });
