import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";

/** The next five times of a schedule that is being edited; refused with 422 and a sentence when it makes no sense. */
export const previewQuery = (team: string, schedule: Schedule) =>
  queryOptions({
    queryKey: ["preview", team, schedule],
    queryFn: async () => (await teamApi.heartbeats.preview.$post({ param: { team }, json: { schedule } })).json(),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
