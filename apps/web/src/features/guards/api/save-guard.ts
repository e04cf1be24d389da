import type { GuardInput } from "@nightbell/shared/guard/settings";
import { teamApi } from "../../../lib/api/client.ts";

const guard = teamApi.guards[":id"];

/** @returns the new guard's id and address */
export const createGuard = async (team: string, json: GuardInput) =>
  (await teamApi.guards.$post({ param: { team }, json })).json();

export const updateGuard = (team: string, id: string, json: GuardInput) => guard.$patch({ param: { team, id }, json });

/** Its address is not found from then on, and so holds the job. */
export const deleteGuard = (team: string, id: string) => guard.$delete({ param: { team, id } });
