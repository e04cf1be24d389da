import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../lib/api/client.ts";
import { ME } from "../../../lib/api/keys.ts";

/** Who is signed in, and their teams. Refused with 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ME,
  queryFn: async () => (await api.me.$get()).json(),
  staleTime: 60_000,
});
