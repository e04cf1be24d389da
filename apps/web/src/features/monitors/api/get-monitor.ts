import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { monitorKey } from "../../../lib/api/keys.ts";

/** The socket tells of what changes; that a healthy monitor passed again is no event, and is looked up. In ms. */
const LOOK_AGAIN = 15_000;

/** One monitor with its regions and last results. */
export const monitorQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: monitorKey(team, id),
    queryFn: async () => (await teamApi.monitors[":id"].$get({ param: { team, id } })).json(),
    refetchInterval: LOOK_AGAIN,
  });
