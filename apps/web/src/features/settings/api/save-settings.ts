import { teamApi } from "../../../lib/api/client.ts";

/** @throws ApiError `conflict` while two are live */
export const createPingKey = async (team: string) => (await teamApi["ping-keys"].$post({ param: { team } })).json();

/** Pings with it are refused from then on. */
export const retirePingKey = (team: string, id: string) => teamApi["ping-keys"][":id"].$delete({ param: { team, id } });

/** @returns the key with its `secret`, which is told this once */
export const createApiKey = async (team: string, json: { name: string; access: "read" | "write" }) =>
  (await teamApi["api-keys"].$post({ param: { team }, json })).json();

export const deleteApiKey = (team: string, id: string) => teamApi["api-keys"][":id"].$delete({ param: { team, id } });

/** A member's e-mail as a channel. */
export const createChannel = async (team: string, json: { name: string; userId: string }) =>
  (await teamApi.channels.$post({ param: { team }, json })).json();

export const deleteChannel = (team: string, id: string) => teamApi.channels[":id"].$delete({ param: { team, id } });
