import type { FeedView } from "@nightbell/shared/views/on-call-views";
import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { badgeKey, calendarKey, chainKey, feedsKey, onCallKey } from "../../../lib/api/keys.ts";

/** Shifts change by time alone, of which nobody tells; in ms. */
const LOOK_AGAIN = 30_000;

/** Who is on call now and next, in each rota. */
export const onCallQuery = (team: string) =>
  queryOptions({
    queryKey: onCallKey(team),
    queryFn: async () => (await teamApi["on-call"].$get({ param: { team } })).json(),
    refetchInterval: LOOK_AGAIN,
  });

/** All rotas over a stretch of time of at most 62 days; ISO-8601. */
export const calendarQuery = (team: string, query: { from: string; until: string }) =>
  queryOptions({
    queryKey: calendarKey(team, query.from),
    queryFn: async () => (await teamApi["on-call"].calendar.$get({ param: { team }, query })).json(),
  });

/** Who would get what if something broke at an instant (ISO-8601). @param policy its id, or `default` */
export const chainQuery = (team: string, query: { policy: string; at: string }) =>
  queryOptions({
    queryKey: chainKey(team, query.policy, query.at),
    queryFn: async () => (await teamApi["on-call"].chain.$get({ param: { team }, query })).json(),
  });

/** The person's own calendar feeds, without their addresses. */
export const feedsQuery = (team: string) =>
  queryOptions({
    queryKey: feedsKey(team),
    queryFn: async (): Promise<FeedView[]> => (await (await teamApi.feeds.$get({ param: { team } })).json()).feeds,
  });

/** Where the badge is that says who is on call. */
export const badgeQuery = (team: string) =>
  queryOptions({
    queryKey: badgeKey(team),
    queryFn: async () => (await teamApi["on-call"].badge.$get({ param: { team } })).json(),
    staleTime: Number.POSITIVE_INFINITY,
  });
