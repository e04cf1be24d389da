import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { invitationView } from "@nightbell/shared/views/views";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createInvitation, invitationInput } from "../services/invitations/create.ts";
import { listInvitations } from "../services/invitations/list.ts";
import { revokeInvitation } from "../services/invitations/revoke.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ invitations: z.array(invitationView) }), "Open ones, oldest first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(invitationInput) },
    responses: { 201: json(created, "Mailed.") },
  }),
  revoke: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** Invitations into a team. The invited person accepts by `POST /api/auth/organization/accept-invitation`. */
export const invitations = resource()
  .openapi(routes.list, async (c) => c.json({ invitations: await listInvitations({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.create, async (c) =>
    c.json(await createInvitation({ ctx: c.var.ctx, input: c.req.valid("json") }), 201),
  )
  .openapi(routes.revoke, async (c) => {
    await revokeInvitation({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
