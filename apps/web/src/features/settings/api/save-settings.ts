import { teamApi } from "../../../lib/api/client.ts";
import type { NewChannel } from "../model/channels.ts";

/** @throws ApiError `conflict` while two are live */
export const createPingKey = async (team: string) => (await teamApi["ping-keys"].$post({ param: { team } })).json();

/** Pings with it are refused from then on. */
export const retirePingKey = (team: string, id: string) => teamApi["ping-keys"][":id"].$delete({ param: { team, id } });

/** @returns the key with its `secret`, which is told this once */
export const createApiKey = async (team: string, json: { name: string; access: "read" | "write" }) =>
  (await teamApi["api-keys"].$post({ param: { team }, json })).json();

export const deleteApiKey = (team: string, id: string) => teamApi["api-keys"][":id"].$delete({ param: { team, id } });

/** A member's e-mail or a chat room as a channel. */
export const createChannel = async (team: string, json: NewChannel) =>
  (await teamApi.channels.$post({ param: { team }, json })).json();

/** Posts a test message in a room; the answer says whether the room took it. */
export const testChannel = async (team: string, id: string) =>
  (await teamApi.channels[":id"].test.$post({ param: { team, id } })).json();

export const deleteChannel = (team: string, id: string) => teamApi.channels[":id"].$delete({ param: { team, id } });
