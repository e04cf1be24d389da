import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { memberView } from "@nightbell/shared/views/views";
import { done, json, jsonBody, resource } from "../http/openapi.ts";
import { listMembers } from "../services/members/list.ts";
import { removeMember } from "../services/members/remove.ts";
import { updateMe, updateMeInput } from "../services/members/update-me.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ members: z.array(memberView) }), "In join order.") },
  }),
  updateMe: createRoute({
    method: "patch",
    path: "/me",
    request: { body: jsonBody(updateMeInput) },
    responses: { 204: done },
  }),
  remove: createRoute({
    method: "delete",
    path: "/{user}",
    request: { params: z.object({ user: z.string().max(64) }) },
    responses: { 204: done },
  }),
};

/** The people of a team. */
export const members = resource()
  .openapi(routes.list, async (c) => c.json({ members: await listMembers({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.updateMe, async (c) => {
    await updateMe({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeMember({ ctx: c.var.ctx, userId: c.req.valid("param").user });
    return c.body(null, 204);
  });
