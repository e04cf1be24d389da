import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { upcoming } from "@nightbell/shared/heartbeat/schedule";
import { heartbeatInput, schedule } from "@nightbell/shared/heartbeat/settings";
import { clockChangeNotes } from "@nightbell/shared/heartbeat/clock-changes";
import { pingView as viewOfPing } from "@nightbell/shared/views/heartbeat";
import { heartbeatDetail, pingView } from "@nightbell/shared/views/views";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";
import { batchInput, createHeartbeat, createHeartbeats } from "../services/heartbeats/create.ts";
import { flipsOf, pingsOf } from "../services/heartbeats/history.ts";
import { heartbeatPatch, requireSchedule } from "../services/heartbeats/input.ts";
import { removeHeartbeat } from "../services/heartbeats/remove.ts";
import { rotatePingId } from "../services/heartbeats/rotate.ts";
import { updateHeartbeat } from "../services/heartbeats/update.ts";

const PREVIEWED = 5;
const PINGS = 50;
const PINGS_MAX = 200;

const preview = z.object({
  upcoming: z.array(z.string()),
  /** What the next clock changes mean for it, in sentences. */
  notes: z.array(z.string()),
});
const flipView = z.object({ at: z.string(), from: z.string(), to: z.string(), reason: z.string() });
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PINGS_MAX).default(PINGS),
  before: z.coerce.number().int().positive().optional(),
});
const pingParam = idParam.extend({ seq: z.coerce.number().int().positive() });

const iso = (at: number): string => new Date(at).toISOString();

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
  createAll: createRoute({
    method: "post",
    path: "/batch",
    request: { body: jsonBody(batchInput) },
    responses: { 201: json(z.object({ ids: z.array(z.string()) }), "All of them were created.") },
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
  normal: createRoute({
    method: "post",
    path: "/{id}/normal",
    request: { params: idParam, body: jsonBody(z.strictObject({ rule: z.string().max(200) })) },
    responses: { 200: json(outcome, "What a learned rule objected to is normal from now on.") },
  }),
  rotate: createRoute({
    method: "post",
    path: "/{id}/rotate",
    request: { params: idParam },
    responses: { 200: json(z.object({ pingUrl: z.string() }), "The new ping address; the old one is gone.") },
  }),
  pings: createRoute({
    method: "get",
    path: "/{id}/pings",
    request: { params: idParam, query: pageQuery },
    responses: { 200: json(z.object({ pings: z.array(pingView) }), "Newest first.") },
  }),
  flips: createRoute({
    method: "get",
    path: "/{id}/flips",
    request: { params: idParam },
    responses: { 200: json(z.object({ flips: z.array(flipView) }), "Changes of status, newest first.") },
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
    requireSchedule(input.schedule, "schedule");
    const { now } = c.var.ctx;
    const instants = upcoming(input.schedule, now, PREVIEWED);
    return c.json({ upcoming: instants.map(iso), notes: clockChangeNotes(input.schedule, now) }, 200);
  })
  .openapi(routes.create, async (c) =>
    c.json(await createHeartbeat({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.createAll, async (c) =>
    c.json(await createHeartbeats({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
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
  .openapi(routes.normal, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, "operate");
    const { rule } = c.req.valid("json");
    const team = teamObject(ctx.env, ctx.team.route);
    return c.json(valueOf(await team.acceptAsNormal(callerOf(ctx), c.req.valid("param").id, rule)), 200);
  })
  .openapi(routes.rotate, async (c) => c.json(await rotatePingId({ ctx: c.var.ctx, id: c.req.valid("param").id }), 200))
  .openapi(routes.pings, async (c) => {
    const pings = await pingsOf({ ctx: c.var.ctx, id: c.req.valid("param").id, ...c.req.valid("query") });
    return c.json({ pings: pings.map(viewOfPing) }, 200);
  })
  .openapi(routes.flips, async (c) => {
    const flips = await flipsOf({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.json({ flips: flips.map(({ at, from, to, reason }) => ({ at: iso(at), from, to, reason })) }, 200);
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
