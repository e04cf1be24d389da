import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { heartbeatKey } from "../../../lib/api/keys.ts";

const heartbeat = teamApi.heartbeats[":id"];

/** One heartbeat with its recent pings. */
export const heartbeatQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: heartbeatKey(team, id),
    queryFn: async () => (await heartbeat.$get({ param: { team, id } })).json(),
  });

/** What a ping brought along, as text. Kept pings never change. */
export const pingBodyQuery = (team: string, id: string, seq: number) =>
  queryOptions({
    queryKey: ["ping-body", team, id, seq],
    queryFn: async () => (await heartbeat.pings[":seq"].body.$get({ param: { team, id, seq: String(seq) } })).text(),
    staleTime: Infinity,
  });
