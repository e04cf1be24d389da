import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { probeList } from "@nightbell/shared/views/monitor-views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { probeInput, registerProbe, renameProbe, retireProbe } from "../services/probes/save.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(probeList, "The team's own probes, and whether they are heard.") },
  }),
  register: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(probeInput) },
    responses: { 201: json(created.extend({ key: z.string() }), "Registered. The key is shown this once.") },
  }),
  rename: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(probeInput) },
    responses: { 204: done },
  }),
  retire: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** A team's own probes, for private networks. */
export const probes = resource()
  .openapi(routes.list, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).probes(callerOf(ctx))), 200);
  })
  .openapi(routes.register, async (c) =>
    c.json(await registerProbe({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.rename, async (c) => {
    await renameProbe({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.retire, async (c) => {
    await retireProbe({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
