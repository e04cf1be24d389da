import type { HeartbeatInput } from "@nightbell/shared/heartbeat/settings";
import { teamApi } from "../../../lib/api/client.ts";

const heartbeat = teamApi.heartbeats[":id"];

/** @returns the new heartbeat's id and the address to ping */
export const createHeartbeat = async (team: string, json: HeartbeatInput) =>
  (await teamApi.heartbeats.$post({ param: { team }, json })).json();

/** All of them or none. @returns their ids, in the same order */
export const createHeartbeats = async (team: string, heartbeats: HeartbeatInput[]) =>
  (await (await teamApi.heartbeats.batch.$post({ param: { team }, json: { heartbeats } })).json()).ids;

/** Changes what is named, and nothing else. */
export const updateHeartbeat = (team: string, id: string, json: Partial<HeartbeatInput>) =>
  heartbeat.$patch({ param: { team, id }, json });

/** A person says that what a learned rule objects to is normal. */
export const acceptNormal = async (team: string, id: string, rule: string) =>
  (await heartbeat.normal.$post({ param: { team, id }, json: { rule } })).json();

/** Gives the heartbeat a new ping address. Pings to the old one are refused from then on. */
export const rotateAddress = async (team: string, id: string) =>
  (await heartbeat.rotate.$post({ param: { team, id } })).json();

/** Pausing stops judging and alerting; the next ping or a resume starts it again. */
export const pauseHeartbeat = async (team: string, id: string) =>
  (await heartbeat.pause.$post({ param: { team, id } })).json();

export const resumeHeartbeat = async (team: string, id: string) =>
  (await heartbeat.resume.$post({ param: { team, id } })).json();

export const deleteHeartbeat = (team: string, id: string) => heartbeat.$delete({ param: { team, id } });
