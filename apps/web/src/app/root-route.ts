import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext } from "@tanstack/react-router";

export type RouterContext = { queryClient: QueryClient };

/** Above every address; loaders reach the query cache through it. */
export const root = createRootRouteWithContext<RouterContext>()();
