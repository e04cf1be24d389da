import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { region } from "@nightbell/shared/check/region";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";

const told = (description: string) => ({ 200: json(outcome, description) });

const routes = {
  pause: createRoute({
    method: "post",
    path: "/{id}/pause",
    request: {
      params: idParam,
      body: {
        required: false,
        content: {
          "application/json": {
            schema: z.strictObject({ until: z.iso.datetime({ offset: true }).optional() }).default({}),
          },
        },
      },
    },
    responses: told("Paused, until then or until somebody resumes it."),
  }),
  resume: createRoute({
    method: "post",
    path: "/{id}/resume",
    request: { params: idParam },
    responses: told("Resumed."),
  }),
  check: createRoute({
    method: "post",
    path: "/{id}/check",
    request: { params: idParam },
    responses: told("All its regions are being asked."),
  }),
  drop: createRoute({
    method: "post",
    path: "/{id}/drop-region",
    request: { params: idParam, body: jsonBody(z.strictObject({ region })) },
    responses: told("Its votes are ignored until the next edit."),
  }),
  page: createRoute({
    method: "post",
    path: "/{id}/page-anyway",
    request: { params: idParam },
    responses: told("Somebody is being paged."),
  }),
};

/** What people do with a monitor beside setting it. */
export const monitorActs = resource()
  .openapi(routes.pause, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    const { until } = c.req.valid("json");
    const at = until === undefined ? null : Date.parse(until);
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).pauseMonitor(callerOf(ctx), c.req.valid("param").id, at)),
      200,
    );
  })
  .openapi(routes.resume, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).resume(callerOf(ctx), "monitor", c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.check, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).checkNow(callerOf(ctx), c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.drop, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    const { id } = c.req.valid("param");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).dropRegion(callerOf(ctx), id, c.req.valid("json").region)),
      200,
    );
  })
  .openapi(routes.page, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).pageAnyway(callerOf(ctx), c.req.valid("param").id)),
      200,
    );
  });
