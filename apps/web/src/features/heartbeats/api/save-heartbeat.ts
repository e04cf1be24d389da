import type { HeartbeatInput } from "@nightbell/shared/heartbeat/settings";
import { teamApi } from "../../../lib/api/client.ts";

const heartbeat = teamApi.heartbeats[":id"];

/** @returns the new heartbeat's id and the address to ping */
export const createHeartbeat = async (team: string, json: HeartbeatInput) =>
  (await teamApi.heartbeats.$post({ param: { team }, json })).json();

export const updateHeartbeat = (team: string, id: string, json: HeartbeatInput) =>
  heartbeat.$patch({ param: { team, id }, json });

/** Pausing stops judging and alerting; the next ping or a resume starts it again. */
export const pauseHeartbeat = async (team: string, id: string) =>
  (await heartbeat.pause.$post({ param: { team, id } })).json();

export const resumeHeartbeat = async (team: string, id: string) =>
  (await heartbeat.resume.$post({ param: { team, id } })).json();

export const deleteHeartbeat = (team: string, id: string) => heartbeat.$delete({ param: { team, id } });
