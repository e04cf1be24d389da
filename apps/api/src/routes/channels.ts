import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { notifyChannelView } from "@nightbell/shared/views/on-call-channels";
import { created, done, idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";
import { channelInput, createChannel } from "../services/channels/create.ts";
import { listChannels } from "../services/channels/list.ts";
import { removeChannel } from "../services/channels/remove.ts";
import { testChannel } from "../services/channels/test.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ channels: z.array(notifyChannelView) }), "Oldest first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(channelInput) },
    responses: { 201: json(created, "Made.") },
  }),
  test: createRoute({
    method: "post",
    path: "/{id}/test",
    request: { params: idParam },
    responses: { 200: json(outcome, "A test message was posted.") },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Places beside people that hear: e-mail addresses and chat rooms. */
export const channels = resource()
  .openapi(routes.list, async (c) => c.json({ channels: await listChannels({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.create, async (c) => c.json(await createChannel({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.test, async (c) => c.json(await testChannel({ ctx: c.var.ctx, id: c.req.valid("param").id }), 200))
  .openapi(routes.remove, async (c) => {
    await removeChannel({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
