import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { pingKeyView } from "@nightbell/shared/views/views";
import { done, idParam, json, resource } from "../http/openapi.ts";
import { createPingKey } from "../services/ping-keys/create.ts";
import { listPingKeys } from "../services/ping-keys/list.ts";
import { removePingKey } from "../services/ping-keys/remove.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ keys: z.array(pingKeyView) }), "Live ones, oldest first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    responses: { 201: json(pingKeyView, "Made. Two can be live, to move from one to the next.") },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Keys for pings by slug. */
export const pingKeys = resource()
  .openapi(routes.list, async (c) => c.json({ keys: await listPingKeys({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.create, async (c) => c.json(await createPingKey({ ctx: c.var.ctx }), 201))
  .openapi(routes.remove, async (c) => {
    await removePingKey({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
