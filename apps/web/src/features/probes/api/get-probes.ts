import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { probesKey } from "../../../lib/api/keys.ts";

/** That a probe asked for work is no event; while one is waited for, somebody watches the screen. In ms. */
const LOOK_AGAIN = { waiting: 2_000, heard: 15_000 };

/** A team's own probes, and whether they are heard. */
export const probesQuery = (team: string) =>
  queryOptions({
    queryKey: probesKey(team),
    queryFn: async () => (await teamApi.probes.$get({ param: { team } })).json(),
    refetchInterval: ({ state: { data } }) =>
      data?.probes.some(({ state }) => state === "waiting") ? LOOK_AGAIN.waiting : LOOK_AGAIN.heard,
  });
