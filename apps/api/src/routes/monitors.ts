import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { newMonitor } from "@nightbell/shared/check/settings";
import { monitorDetail } from "@nightbell/shared/views/monitor-views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createMonitor, createMonitors, monitorBatch } from "../services/monitors/create.ts";
import { monitorPatch } from "../services/monitors/input.ts";
import { removeMonitor } from "../services/monitors/remove.ts";
import { updateMonitor } from "../services/monitors/update.ts";
import { monitorActs } from "./monitor-acts.ts";
import { monitorSeriesRoutes } from "./monitor-series.ts";
import { monitorSetup } from "./monitor-setup.ts";

const routes = {
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(newMonitor) },
    responses: { 201: json(created, "Created.") },
  }),
  batch: createRoute({
    method: "post",
    path: "/batch",
    request: { body: jsonBody(monitorBatch) },
    responses: { 201: json(z.object({ ids: z.array(z.string()) }), "All created, or none.") },
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
};

/** Monitors of a team. */
export const monitors = resource()
  .route("/", monitorSeriesRoutes)
  .openapi(routes.create, async (c) => c.json(await createMonitor({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.batch, async (c) => c.json(await createMonitors({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
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
  .route("/", monitorSetup)
  .route("/", monitorActs);
