import { createLazyRoute, useRouter } from "@tanstack/react-router";
import { MagicLanding } from "../../../features/account/components/magic-landing.tsx";
import { safeNext } from "../../../lib/auth/next.ts";

export const Route = createLazyRoute("/magic")({ component: Magic });

function Magic() {
  const { token, error, next } = Route.useSearch();
  const { history } = useRouter();
  return <MagicLanding token={token} error={error} onDone={() => history.push(safeNext(next))} />;
}
