import { queryOptions } from "@tanstack/react-query";
import { teamApi } from "../../../lib/api/client.ts";
import { contactsKey } from "../../../lib/api/keys.ts";

/** The signed-in person's own ways to be reached in this team. */
export const contactsQuery = (team: string) =>
  queryOptions({
    queryKey: contactsKey(team),
    queryFn: async () => (await (await teamApi.contacts.$get({ param: { team } })).json()).contacts,
  });
