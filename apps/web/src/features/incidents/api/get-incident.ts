import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { incidentKey, incidentsKey } from "../../../lib/api/keys.ts";

/** The team's incidents, newest first. */
export const incidentsQuery = (team: string) =>
  queryOptions({
    queryKey: incidentsKey(team),
    queryFn: async () => (await (await teamApi.incidents.$get({ param: { team } })).json()).incidents,
  });

/** One incident with who was paged and its timeline. */
export const incidentQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: incidentKey(team, id),
    queryFn: async () => (await teamApi.incidents[":id"].$get({ param: { team, id } })).json(),
  });
