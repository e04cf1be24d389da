import type { Region } from "@nightbell/shared/check/region";
import { teamApi } from "../../../lib/api/client.ts";

const monitor = teamApi.monitors[":id"];

/** @param until epoch ms; null: until somebody resumes it */
export const pauseMonitor = async (team: string, id: string, until: number | null) =>
  (
    await monitor.pause.$post({
      param: { team, id },
      json: until === null ? {} : { until: new Date(until).toISOString() },
    })
  ).json();

export const resumeMonitor = async (team: string, id: string) =>
  (await monitor.resume.$post({ param: { team, id } })).json();

/** Asks all its regions now. */
export const checkNow = async (team: string, id: string) => (await monitor.check.$post({ param: { team, id } })).json();

/** Ignores a region's votes until the next edit. */
export const dropRegion = async (team: string, id: string, region: Region) =>
  (await monitor["drop-region"].$post({ param: { team, id }, json: { region } })).json();

/** Pages for what fails from one region alone. */
export const pageAnyway = async (team: string, id: string) =>
  (await monitor["page-anyway"].$post({ param: { team, id } })).json();
