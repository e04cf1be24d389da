import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./error.ts";

const worthAgain = (error: Error): boolean => !(error instanceof ApiError) || error.status === 0 || error.status >= 500;

/** The one cache of server state. Refusals are final; silence and server faults are asked again. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && worthAgain(error),
      },
    },
  });
