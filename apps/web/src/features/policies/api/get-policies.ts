import { LADDER } from "@nightbell/shared/views/on-call-views";
import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { calledNowKey, policiesKey } from "../../../lib/api/keys.ts";

/** All policies of a team as sentences, the default ladder among them. */
export const policiesQuery = (team: string) =>
  queryOptions({
    queryKey: policiesKey(team),
    queryFn: async () => (await (await teamApi.policies.$get({ param: { team } })).json()).policies,
  });

/** Whose chain: a policy's (null: the default ladder's), or that of a monitor or heartbeat. */
export type ChainOf = { policy: string | null } | { monitor: string } | { heartbeat: string };

/**
 * Who would be called, if something broke now and nobody answered.
 * @param now reads the team's time, epoch ms
 */
export const calledNowQuery = (team: string, of: ChainOf, now: () => number) =>
  queryOptions({
    queryKey: calledNowKey(team, of),
    queryFn: async () => {
      const query = {
        at: new Date(now()).toISOString(),
        ...("policy" in of ? { policy: of.policy ?? LADDER } : of),
      };
      return (await teamApi["on-call"].chain.$get({ param: { team }, query })).json();
    },
  });
