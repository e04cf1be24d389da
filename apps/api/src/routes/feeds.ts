import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { feedView } from "@nightbell/shared/views/on-call-views";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createFeed, feedInput } from "../services/feeds/create.ts";
import { listFeeds } from "../services/feeds/list.ts";
import { removeFeed } from "../services/feeds/remove.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ feeds: z.array(feedView) }), "The caller's own, oldest first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(feedInput) },
    responses: { 201: json(created.extend({ url: z.string() }), "Made. Its address is shown this once.") },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Calendars that people subscribe to. */
export const feeds = resource()
  .openapi(routes.list, async (c) => c.json({ feeds: await listFeeds({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.create, async (c) => c.json(await createFeed({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.remove, async (c) => {
    await removeFeed({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
