import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { guardsKey } from "../../../lib/api/keys.ts";

/** All guards of a team with their leases and last decisions. */
export const guardsQuery = (team: string) =>
  queryOptions({
    queryKey: guardsKey(team),
    queryFn: async () => (await teamApi.guards.$get({ param: { team } })).json(),
  });
