import { teamApi } from "../../../lib/api/client.ts";

const probe = teamApi.probes[":id"];

/** @returns the probe's id and its key, which nobody can show again */
export const registerProbe = async (team: string, name: string) =>
  (await teamApi.probes.$post({ param: { team }, json: { name } })).json();

export const renameProbe = (team: string, id: string, name: string) =>
  probe.$patch({ param: { team, id }, json: { name } });

/** Its key is worth nothing from then on. Refused while monitors are checked by it. */
export const retireProbe = (team: string, id: string) => probe.$delete({ param: { team, id } });
