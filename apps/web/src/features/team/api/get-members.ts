import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { invitationsKey, membersKey } from "../../../lib/api/keys.ts";

/** The team's people, in member order. */
export const membersQuery = (team: string) =>
  queryOptions({
    queryKey: membersKey(team),
    queryFn: async () => (await (await teamApi.members.$get({ param: { team } })).json()).members,
  });

/** Invitations that nobody has taken yet. */
export const invitationsQuery = (team: string) =>
  queryOptions({
    queryKey: invitationsKey(team),
    queryFn: async () => (await (await teamApi.invitations.$get({ param: { team } })).json()).invitations,
  });
