import { createRoute } from "@hono/zod-openapi";
import { monitorInput } from "@nightbell/shared/check/settings";
import { monitorDetail } from "@nightbell/shared/views/views";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";
import { createMonitor } from "../services/monitors/create.ts";
import { monitorPatch } from "../services/monitors/input.ts";
import { removeMonitor } from "../services/monitors/remove.ts";
import { updateMonitor } from "../services/monitors/update.ts";

const routes = {
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(monitorInput) },
    responses: { 201: json(created, "Created.") },
  }),
  get: createRoute({
    method: "get",
    path: "/{id}",
    request: { params: idParam },
    responses: { 200: json(monitorDetail, "How it stands.") },
  }),
  update: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(monitorPatch) },
    responses: { 204: done },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
  pause: createRoute({
    method: "post",
    path: "/{id}/pause",
    request: { params: idParam },
    responses: { 200: json(outcome, "Paused.") },
  }),
  resume: createRoute({
    method: "post",
    path: "/{id}/resume",
    request: { params: idParam },
    responses: { 200: json(outcome, "Resumed.") },
  }),
};

/** HTTP monitors of a team. */
export const monitors = resource()
  .openapi(routes.create, async (c) => c.json(await createMonitor({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.get, async (c) => {
    const { ctx } = c.var;
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).monitor(callerOf(ctx), c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.update, async (c) => {
    await updateMonitor({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeMonitor({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  })
  .openapi(routes.pause, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).pause(callerOf(ctx), "monitor", c.req.valid("param").id)),
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
  });
