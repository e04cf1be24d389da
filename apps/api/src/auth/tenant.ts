import { createMiddleware } from "hono/factory";
import { AppError } from "@nightbell/shared/errors";
import type { AppEnv } from "../context.ts";
import { membershipIn } from "../db/pre-team.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { identify } from "./identity.ts";
import { recallTeams } from "./remembered-teams.ts";

/**
 * Opens a team's routes to its members: sets `ctx`. A foreign team, an unknown one and a malformed id give the same 404
 * (spec "trust" §9). While the record is down the role is unknown and the Team object decides.
 */
export const tenant = createMiddleware<AppEnv>(async (c, next) => {
  const { user, degraded } = await identify(c, false);
  c.set("user", user);
  const { base } = c.var;
  const teamId = c.req.param("team") ?? "";
  const found = degraded
    ? ((await recallTeams(c, user.id)).find((team) => team.id === teamId) ?? null)
    : await membershipIn(base.authDb, teamId, user.id);
  if (found === null) throw new AppError("not_found", NOT_FOUND);
  c.set("ctx", {
    ...base,
    user,
    program: null,
    team: { id: found.id, route: found.route },
    role: degraded ? null : found.role,
  });
  await next();
});
