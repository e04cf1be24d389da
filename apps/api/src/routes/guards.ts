import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { guardInput } from "@nightbell/shared/guard/settings";
import { guardList } from "@nightbell/shared/views/views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createGuard } from "../services/guards/create.ts";
import { guardPatch } from "../services/guards/input.ts";
import { removeGuard } from "../services/guards/remove.ts";
import { updateGuard } from "../services/guards/update.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(guardList, "All guards, how they stand, and what they decided lately.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(guardInput) },
    responses: { 201: json(created.extend({ url: z.string() }), "Created.") },
  }),
  update: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(guardPatch) },
    responses: { 204: done },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Guards of a team: may this destructive job run? Spec "heartbeats" §7. */
export const guards = resource()
  .openapi(routes.list, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).guards(callerOf(ctx))), 200);
  })
  .openapi(routes.create, async (c) => c.json(await createGuard({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.update, async (c) => {
    await updateGuard({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeGuard({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
