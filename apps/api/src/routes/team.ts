import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { AppError } from "@nightbell/shared/errors";
import { DAY } from "@nightbell/shared/time";
import { overview } from "@nightbell/shared/views/views";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { NOT_FOUND } from "../http/errors.ts";
import { requireOwnOrigin } from "../http/security.ts";
import { done, json, jsonBody, outcome, resource } from "../http/openapi.ts";
import { updateTeam, updateTeamInput } from "../services/teams/update-team.ts";
import { TEAM_HEADER, USER_HEADER } from "../team/headers.ts";

const CLOCK_MAX = 1_000;
/** Room for tests that play in another decade. */
const ADVANCE_MAX = 30 * 366 * DAY;

const routes = {
  update: createRoute({
    method: "patch",
    path: "/",
    request: { body: jsonBody(updateTeamInput) },
    responses: { 204: done },
  }),
  overview: createRoute({
    method: "get",
    path: "/overview",
    responses: { 200: json(overview, "Is everything all right.") },
  }),
  clock: createRoute({
    method: "patch",
    path: "/clock",
    request: { body: jsonBody(z.strictObject({ factor: z.number().min(1).max(CLOCK_MAX) })) },
    responses: { 200: json(outcome, "Local stack only: how fast this team's clock runs.") },
  }),
  advance: createRoute({
    method: "post",
    path: "/clock/advance",
    request: { body: jsonBody(z.strictObject({ ms: z.int().min(0).max(ADVANCE_MAX) })) },
    responses: { 200: json(outcome, "Local stack only: moves this team's clock on.") },
  }),
  live: createRoute({
    method: "get",
    path: "/live",
    responses: { 101: { description: "The dashboard's WebSocket." } },
  }),
};

/** A team as a whole. */
export const team = resource()
  .openapi(routes.update, async (c) => {
    await updateTeam({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.overview, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).overview(callerOf(ctx))), 200);
  })
  .openapi(routes.clock, async (c) => {
    const { ctx } = c.var;
    if (ctx.settings.ENVIRONMENT !== "local") throw new AppError("not_found", NOT_FOUND);
    if (ctx.role !== null) authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).setClock(callerOf(ctx), c.req.valid("json").factor)),
      200,
    );
  })
  .openapi(routes.advance, async (c) => {
    const { ctx } = c.var;
    if (ctx.settings.ENVIRONMENT !== "local") throw new AppError("not_found", NOT_FOUND);
    if (ctx.role !== null) authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).advance(callerOf(ctx), c.req.valid("json").ms)),
      200,
    );
  })
  .openapi(routes.live, async (c) => {
    const { ctx } = c.var;
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
      throw new AppError("bad_request", "This address speaks WebSocket only.");
    requireOwnOrigin(c.req.raw.headers, ctx.settings.PUBLIC_URL);
    const headers = new Headers(c.req.raw.headers);
    headers.set(TEAM_HEADER, ctx.team.id);
    headers.set(USER_HEADER, ctx.user.id);
    return await teamObject(ctx.env, ctx.team.route).fetch(new Request(c.req.raw, { headers }));
  });
