import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { seriesKey, stripsKey, uptimeKey } from "../../../lib/api/keys.ts";
import { type Range, rangeStart } from "../model/series.ts";

/** Charts move by the minute; in ms. */
const LOOK_AGAIN = 60_000;

/** How fast a monitor was within a range that ends now, by region and together. @param now the team's, epoch ms */
export const seriesQuery = (team: string, id: string, range: Range, now: () => number) =>
  queryOptions({
    queryKey: seriesKey(team, id, range),
    queryFn: async () =>
      (
        await teamApi.monitors[":id"].series.$get({ param: { team, id }, query: { from: rangeStart(range, now()) } })
      ).json(),
    refetchInterval: LOOK_AGAIN,
  });

/** How available it was: the last 90 days, day by day and together. */
export const uptimeQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: uptimeKey(team, id),
    queryFn: async () => (await teamApi.monitors[":id"].uptime.$get({ param: { team, id } })).json(),
    refetchInterval: LOOK_AGAIN,
  });

/** The last 24 hours of every monitor, for the list. */
export const stripsQuery = (team: string) =>
  queryOptions({
    queryKey: stripsKey(team),
    queryFn: async () => (await teamApi.monitors.strips.$get({ param: { team } })).json(),
    refetchInterval: LOOK_AGAIN,
  });
