import type { MaintenanceInput } from "@nightbell/shared/maintenance/settings";
import { teamApi } from "../../../lib/api/client.ts";

const window = teamApi.maintenance[":id"];

/** @returns the new window's id */
export const planMaintenance = async (team: string, json: MaintenanceInput) =>
  (await teamApi.maintenance.$post({ param: { team }, json })).json();

export const changeMaintenance = (team: string, id: string, json: MaintenanceInput) =>
  window.$put({ param: { team, id }, json });

/** What it holds back opens at once if it is still down. */
export const deleteMaintenance = (team: string, id: string) => window.$delete({ param: { team, id } });
