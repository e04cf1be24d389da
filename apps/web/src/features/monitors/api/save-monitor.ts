import type { MonitorInput } from "@nightbell/shared/check/settings";
import { teamApi } from "../../../lib/api/client.ts";

const monitor = teamApi.monitors[":id"];

/** @returns the new monitor's id */
export const createMonitor = async (team: string, json: MonitorInput) =>
  (await teamApi.monitors.$post({ param: { team }, json })).json();

export const updateMonitor = (team: string, id: string, json: MonitorInput) =>
  monitor.$patch({ param: { team, id }, json });

export const pauseMonitor = async (team: string, id: string) =>
  (await monitor.pause.$post({ param: { team, id } })).json();

export const resumeMonitor = async (team: string, id: string) =>
  (await monitor.resume.$post({ param: { team, id } })).json();

export const deleteMonitor = (team: string, id: string) => monitor.$delete({ param: { team, id } });
