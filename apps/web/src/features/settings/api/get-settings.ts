import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { apiKeysKey, channelsKey, pingKeysKey } from "../../../lib/api/keys.ts";

/** The team's live ping keys, at most two. Refused to viewers. */
export const pingKeysQuery = (team: string) =>
  queryOptions({
    queryKey: pingKeysKey(team),
    queryFn: async () => (await (await teamApi["ping-keys"].$get({ param: { team } })).json()).keys,
  });

/** Keys of the management API, without their secrets. */
export const apiKeysQuery = (team: string) =>
  queryOptions({
    queryKey: apiKeysKey(team),
    queryFn: async () => (await (await teamApi["api-keys"].$get({ param: { team } })).json()).keys,
  });

/** Places that hear of heartbeats beside the people who are paged. */
export const channelsQuery = (team: string) =>
  queryOptions({
    queryKey: channelsKey(team),
    queryFn: async () => (await (await teamApi.channels.$get({ param: { team } })).json()).channels,
  });
