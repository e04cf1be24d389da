import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { meQuery } from "../../../features/account/api/get-me.ts";
import { LandingPage } from "../../../features/landing/components/landing-page.tsx";

export const Route = createLazyRoute("/")({ component: Landing });

function Landing() {
  const me = useQuery({ ...meQuery, retry: false });
  return <LandingPage signedIn={me.data !== undefined} />;
}
