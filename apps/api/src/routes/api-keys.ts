import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { apiKeyView } from "@nightbell/shared/views/views";
import { done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { apiKeyInput, createApiKey } from "../services/api-keys/create.ts";
import { listApiKeys } from "../services/api-keys/list.ts";
import { removeApiKey } from "../services/api-keys/remove.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ keys: z.array(apiKeyView) }), "Oldest first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(apiKeyInput) },
    responses: { 201: json(apiKeyView.extend({ secret: z.string() }), "Made. The key itself is shown this once.") },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Keys of the management API. */
export const apiKeys = resource()
  .openapi(routes.list, async (c) => c.json({ keys: await listApiKeys({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.create, async (c) => c.json(await createApiKey({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.remove, async (c) => {
    await removeApiKey({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
