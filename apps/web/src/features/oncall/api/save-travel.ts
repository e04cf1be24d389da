import { teamApi } from "../../../lib/api/client.ts";
import type { TravelInput } from "../model/travel.ts";

/** What it would do, as sentences; nothing is saved. */
export const previewTravel = async (team: string, input: TravelInput) =>
  (await teamApi.travel.$post({ param: { team }, json: { ...input, preview: true } })).json();

export const saveTravel = async (team: string, json: TravelInput) =>
  (await teamApi.travel.$post({ param: { team }, json })).json();
