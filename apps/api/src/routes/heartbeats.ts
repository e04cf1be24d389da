import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { upcoming } from "@nightbell/shared/heartbeat/schedule";
import { heartbeatInput, schedule } from "@nightbell/shared/heartbeat/settings";
import { heartbeatDetail } from "@nightbell/shared/views/views";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";
import { createHeartbeat } from "../services/heartbeats/create.ts";
import { heartbeatPatch, requireSchedule } from "../services/heartbeats/input.ts";
import { removeHeartbeat } from "../services/heartbeats/remove.ts";
import { updateHeartbeat } from "../services/heartbeats/update.ts";

const PREVIEWED = 5;
const preview = z.object({ upcoming: z.array(z.string()) });
const pingParam = idParam.extend({ seq: z.coerce.number().int().positive() });

const routes = {
  preview: createRoute({
    method: "post",
    path: "/preview",
    request: { body: jsonBody(z.strictObject({ schedule })) },
    responses: { 200: json(preview, "The next five expected instants.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(heartbeatInput) },
    responses: { 201: json(created.extend({ pingUrl: z.string() }), "Created.") },
  }),
  get: createRoute({
    method: "get",
    path: "/{id}",
    request: { params: idParam },
    responses: { 200: json(heartbeatDetail, "How it stands.") },
  }),
  update: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(heartbeatPatch) },
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
  body: createRoute({
    method: "get",
    path: "/{id}/pings/{seq}/body",
    request: { params: pingParam },
    responses: { 200: { description: "What the ping carried, as plain text." } },
  }),
};

/** Heartbeats of a team. */
export const heartbeats = resource()
  .openapi(routes.preview, (c) => {
    const input = c.req.valid("json");
    authorise(c.var.ctx, "read");
    requireSchedule(input.schedule);
    const instants = upcoming(input.schedule, c.var.ctx.now, PREVIEWED);
    return c.json({ upcoming: instants.map((at) => new Date(at).toISOString()) }, 200);
  })
  .openapi(routes.create, async (c) =>
    c.json(await createHeartbeat({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.get, async (c) => {
    const { ctx } = c.var;
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).heartbeat(callerOf(ctx), c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.update, async (c) => {
    await updateHeartbeat({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeHeartbeat({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  })
  .openapi(routes.pause, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).pause(callerOf(ctx), "heartbeat", c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.resume, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).resume(callerOf(ctx), "heartbeat", c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.body, async (c) => {
    const { ctx } = c.var;
    const { id, seq } = c.req.valid("param");
    const bytes = valueOf(await teamObject(ctx.env, ctx.team.route).pingBody(callerOf(ctx), id, seq));
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="ping-${seq}.txt"`,
    });
  });
