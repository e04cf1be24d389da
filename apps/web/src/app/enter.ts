import type { MeView } from "@nightbell/shared/views/views";
import type { QueryClient } from "@tanstack/react-query";
import { notFound, redirect } from "@tanstack/react-router";
import { meQuery } from "../features/account/api/get-me.ts";
import { overviewQuery } from "../features/overview/api/get-overview.ts";
import { ApiError } from "../lib/api/error.ts";

async function signedIn(client: QueryClient, next: string): Promise<MeView> {
  try {
    return await client.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw redirect({ to: "/sign-in", search: { next } });
    throw error;
  }
}

/**
 * Guards a team's pages: who is not signed in goes to sign in and comes back; a team that is not theirs does not exist.
 * The overview is asked for meanwhile, since every page of a team shows some of it.
 */
export async function enterTeam(client: QueryClient, team: string, href: string): Promise<void> {
  void client.prefetchQuery(overviewQuery(team));
  const me = await signedIn(client, href);
  if (!me.teams.some((candidate) => candidate.id === team)) throw notFound();
}

/** Leads to the person's first team. Everyone has one; only an outage of the record can hide it. */
export async function enterTeams(client: QueryClient): Promise<void> {
  const me = await signedIn(client, "/t");
  const first = me.teams[0];
  if (first === undefined)
    throw new ApiError("unavailable", 503, "Your teams cannot be looked up right now. Try again in a minute.");
  throw redirect({ to: "/t/$team", params: { team: first.id }, search: {} });
}
