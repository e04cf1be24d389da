import { createRoute } from "@hono/zod-openapi";
import { maintenanceInput } from "@nightbell/shared/maintenance/settings";
import { maintenanceList } from "@nightbell/shared/views/monitor-views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createMaintenance, removeMaintenance, updateMaintenance } from "../services/maintenance/save.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(maintenanceList, "All windows, and when they come next.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(maintenanceInput) },
    responses: { 201: json(created, "Planned.") },
  }),
  update: createRoute({
    method: "put",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(maintenanceInput) },
    responses: { 204: done },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Maintenance windows of a team: monitors are checked, and open nothing. */
export const maintenance = resource()
  .openapi(routes.list, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).maintenance(callerOf(ctx))), 200);
  })
  .openapi(routes.create, async (c) =>
    c.json(await createMaintenance({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.update, async (c) => {
    await updateMaintenance({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeMaintenance({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
