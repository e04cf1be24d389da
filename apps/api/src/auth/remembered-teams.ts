import type { Context } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import * as z from "zod";
import { DAY, SECOND } from "@nightbell/shared/time";
import { role } from "@nightbell/shared/team/config";
import { mySettings } from "@nightbell/shared/views/views";
import type { AppEnv } from "../context.ts";
import type { Membership } from "../db/pre-team.ts";

/**
 * The person's teams as a signed cookie: while the record is down it tells which object is a team's. It opens nothing
 * by itself, because the Team object checks everyone against its own roster.
 */

const NAME = "nightbell.teams";
const remembered = z.object({
  user: z.string(),
  teams: z.array(
    z.object({ id: z.string(), name: z.string(), route: z.string(), role, zone: z.string(), mine: mySettings }),
  ),
});

const prefixOf = (c: Context<AppEnv>) =>
  c.var.base.settings.ENVIRONMENT === "production" ? ("host" as const) : undefined;

/** Keeps what the record just said. */
export async function rememberTeams(c: Context<AppEnv>, user: string, teams: Membership[]): Promise<void> {
  const prefix = prefixOf(c);
  await setSignedCookie(c, NAME, JSON.stringify({ user, teams }), c.var.base.settings.AUTH_SECRET, {
    path: "/",
    httpOnly: true,
    secure: prefix === "host",
    sameSite: "Lax",
    maxAge: (14 * DAY) / SECOND,
    ...(prefix === undefined ? {} : { prefix }),
  });
}

/** What was kept for this user; nothing when the cookie is missing, forged or another person's. */
export async function recallTeams(c: Context<AppEnv>, user: string): Promise<Membership[]> {
  const text = await getSignedCookie(c, c.var.base.settings.AUTH_SECRET, NAME, prefixOf(c));
  if (typeof text !== "string") return [];
  const found = remembered.parse(JSON.parse(text));
  return found.user === user ? found.teams : [];
}
