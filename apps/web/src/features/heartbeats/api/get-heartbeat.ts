import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { heartbeatKey } from "../../../lib/api/keys.ts";

const heartbeat = teamApi.heartbeats[":id"];
const OLDER = 50;

/** One heartbeat with its recent pings. */
export const heartbeatQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: heartbeatKey(team, id),
    queryFn: async () => (await heartbeat.$get({ param: { team, id } })).json(),
  });

/** Pings before a sequence number, newest first, page by page. What is past does not change. */
export const olderPingsQuery = (team: string, id: string, before: number) =>
  infiniteQueryOptions({
    queryKey: ["older-pings", team, id, before],
    queryFn: async ({ pageParam }) => {
      const query = { limit: String(OLDER), before: String(pageParam) };
      return (await (await heartbeat.pings.$get({ param: { team, id }, query })).json()).pings;
    },
    initialPageParam: before,
    getNextPageParam: (last) => (last.length < OLDER ? undefined : last.at(-1)?.seq),
    staleTime: Infinity,
  });

/** When the heartbeat went up, down or to sleep, newest first. */
export const flipsQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: [...heartbeatKey(team, id), "flips"],
    queryFn: async () => (await (await heartbeat.flips.$get({ param: { team, id } })).json()).flips,
  });

/** What a ping brought along, as text. Kept pings never change. */
export const pingBodyQuery = (team: string, id: string, seq: number) =>
  queryOptions({
    queryKey: ["ping-body", team, id, seq],
    queryFn: async () => (await heartbeat.pings[":seq"].body.$get({ param: { team, id, seq: String(seq) } })).text(),
    staleTime: Infinity,
  });

/** Where a browser downloads the same. */
export const pingBodyUrl = (team: string, id: string, seq: number): string =>
  heartbeat.pings[":seq"].body.$path({ param: { team, id, seq: String(seq) } });
