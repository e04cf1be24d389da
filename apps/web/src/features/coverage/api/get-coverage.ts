import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { coverageKey } from "../../../lib/api/keys.ts";

/** A drill grows old and a night comes by time alone, of which nobody tells; in ms. */
const LOOK_AGAIN = 60_000;

/** Whether the team is covered, and what is not. */
export const coverageQuery = (team: string) =>
  queryOptions({
    queryKey: coverageKey(team),
    queryFn: async () => (await teamApi.coverage.$get({ param: { team } })).json(),
    refetchInterval: LOOK_AGAIN,
  });
