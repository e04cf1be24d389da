import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { AppRouter } from "./router.tsx";
import { theme } from "./theme.ts";

/** Fetched after the first paint; nothing is said before somebody did something. */
const NoticeArea = lazy(() => import("./notice-area.tsx"));

type Props = { queryClient: QueryClient; router: AppRouter };

/** The providers around the routes. Theme variables come from a style sheet, because the content policy allows no injected one. */
export function App({ queryClient, router }: Props) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={null}>
          <NoticeArea />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
