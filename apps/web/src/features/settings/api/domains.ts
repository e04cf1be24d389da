import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { domainsKey } from "../../../lib/api/keys.ts";

/** Domains that the team has proved, and the text that proves another. Refused to viewers. */
export const domainsQuery = (team: string) =>
  queryOptions({
    queryKey: domainsKey(team),
    queryFn: async () => (await teamApi.domains.$get({ param: { team } })).json(),
  });

/** @throws ApiError `invalid` while neither record nor file is there */
export const proveDomain = (team: string, domain: string) =>
  teamApi.domains.$post({ param: { team }, json: { domain } });

export const forgetDomain = (team: string, domain: string) =>
  teamApi.domains[":domain"].$delete({ param: { team, domain } });
