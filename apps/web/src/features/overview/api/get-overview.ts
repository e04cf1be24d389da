import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { overviewKey } from "../../../lib/api/keys.ts";

/** Everything about a team at a glance. */
export const overviewQuery = (team: string) =>
  queryOptions({
    queryKey: overviewKey(team),
    queryFn: async () => (await teamApi.overview.$get({ param: { team } })).json(),
  });
