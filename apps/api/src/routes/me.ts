import { createRoute } from "@hono/zod-openapi";
import { meView } from "@nightbell/shared/views/views";
import { identify } from "../auth/identity.ts";
import { recallTeams, rememberTeams } from "../auth/remembered-teams.ts";
import { nearOf, type Base, type Near, type User } from "../context.ts";
import { membershipsOf, type Membership } from "../db/pre-team.ts";
import { json, resource } from "../http/openapi.ts";
import { createTeam, teamNameFor } from "../services/teams/create-team.ts";

const routes = {
  get: createRoute({ method: "get", path: "/", responses: { 200: json(meView, "Who is signed in, and where.") } }),
};

/** Everyone has a team: one that could not be made at sign-up, or whose last one is gone, gets one now. */
async function teamsOf(base: Base, user: User, near: Near | null): Promise<Membership[]> {
  const found = await membershipsOf(base.authDb, user.id);
  return found.length > 0 ? found : [await createTeam(base, { user, name: teamNameFor(user), zone: "UTC", near })];
}

/** The signed-in person. */
export const me = resource().openapi(routes.get, async (c) => {
  const { base } = c.var;
  const { user, degraded } = await identify(c, true);
  c.set("user", user);
  const teams = degraded ? await recallTeams(c, user.id) : await teamsOf(base, user, nearOf(c.req.raw));
  if (!degraded) await rememberTeams(c, user.id, teams);
  return c.json(
    {
      user: { id: user.id, name: user.name, email: user.email },
      teams: teams.map(({ route: _, ...team }) => team),
      pingBase: base.settings.PING_BASE,
      mailDomain: base.settings.MAIL_DOMAIN,
      vapidKey: base.settings.VAPID_PUBLIC_KEY,
      local: base.settings.ENVIRONMENT === "local",
    },
    200,
  );
});
