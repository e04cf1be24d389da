import { teamApi } from "../../../lib/api/client.ts";
import type { OverrideInput } from "../model/override-form.ts";

const rotas = teamApi.rotas;

/** What it would leave open, before it is saved. */
export const previewOverride = async (team: string, id: string, override: OverrideInput) =>
  (await rotas.preview.$post({ param: { team }, json: { id, override } })).json();

/** @returns the change's id */
export const addOverride = async (team: string, id: string, json: OverrideInput) =>
  (await rotas[":id"].overrides.$post({ param: { team, id }, json })).json();

/** One that has begun ends now; one ahead is removed. */
export const endOverride = (team: string, id: string, override: string) =>
  rotas[":id"].overrides[":override"].$delete({ param: { team, id, override } });

/** The person has the pager from now to the end of the current shift. */
export const takeOver = async (team: string, id: string) =>
  (await rotas[":id"]["take-over"].$post({ param: { team, id }, json: {} })).json();
