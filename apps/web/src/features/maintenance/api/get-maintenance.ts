import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { maintenanceKey } from "../../../lib/api/keys.ts";

/** A window begins and ends by time alone, of which nobody tells; in ms. */
const LOOK_AGAIN = 30_000;

/** All maintenance windows of a team, and when they come next. */
export const maintenanceQuery = (team: string) =>
  queryOptions({
    queryKey: maintenanceKey(team),
    queryFn: async () => (await teamApi.maintenance.$get({ param: { team } })).json(),
    refetchInterval: LOOK_AGAIN,
  });
