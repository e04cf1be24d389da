import type { NewMonitor } from "@nightbell/shared/check/settings";
import { teamApi } from "../../../lib/api/client.ts";
import type { MonitorChanges } from "../model/form-secrets.ts";

const monitor = teamApi.monitors[":id"];

/** @returns the new monitor's id */
export const createMonitor = async (team: string, json: NewMonitor) =>
  (await teamApi.monitors.$post({ param: { team }, json })).json();

/** All of them or none. @returns their ids, in the same order */
export const createMonitors = async (team: string, monitors: NewMonitor[]) =>
  (await (await teamApi.monitors.batch.$post({ param: { team }, json: { monitors } })).json()).ids;

/** Changes what is named, and nothing else. */
export const updateMonitor = (team: string, id: string, json: MonitorChanges) =>
  monitor.$patch({ param: { team, id }, json });

/** Its history stays; an open incident is closed. */
export const deleteMonitor = (team: string, id: string) => monitor.$delete({ param: { team, id } });
