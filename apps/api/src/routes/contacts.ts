import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { contactView } from "@nightbell/shared/views/views";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { addContact, addContactInput } from "../services/contacts/add.ts";
import { listContacts } from "../services/contacts/list.ts";
import { removeContact } from "../services/contacts/remove.ts";
import { sendCode, sendCodeInput } from "../services/contacts/send-code.ts";
import { verifyCode, verifyCodeInput } from "../services/contacts/verify-code.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ contacts: z.array(contactView) }), "The caller's own.") },
  }),
  add: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(addContactInput) },
    responses: { 201: json(created, "Added. A number pages nobody before it is verified.") },
  }),
  sendCode: createRoute({
    method: "post",
    path: "/{id}/code",
    request: { params: idParam, body: jsonBody(sendCodeInput) },
    responses: { 204: done },
  }),
  verify: createRoute({
    method: "post",
    path: "/{id}/verify",
    request: { params: idParam, body: jsonBody(verifyCodeInput) },
    responses: { 204: done },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
};

/** How the caller is reached. */
export const contacts = resource()
  .openapi(routes.list, async (c) => c.json({ contacts: await listContacts({ ctx: c.var.ctx }) }, 200))
  .openapi(routes.add, async (c) => c.json(await addContact({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.sendCode, async (c) => {
    await sendCode({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.verify, async (c) => {
    await verifyCode({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.remove, async (c) => {
    await removeContact({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });
