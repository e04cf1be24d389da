import { createRoute } from "@hono/zod-openapi";
import { policyInput } from "@nightbell/shared/paging/policy";
import { policyList } from "@nightbell/shared/views/on-call-views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { created, done, idParam, json, jsonBody, resource } from "../http/openapi.ts";
import { createPolicy } from "../services/policies/create.ts";
import { removePolicy } from "../services/policies/remove.ts";
import { defaultPolicyInput, setDefaultPolicy } from "../services/policies/set-default.ts";
import { updatePolicy } from "../services/policies/update.ts";

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(policyList, "The default ladder first.") },
  }),
  create: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(policyInput) },
    responses: { 201: json(created, "Made. Nothing pages by it before it is chosen.") },
  }),
  update: createRoute({
    method: "patch",
    path: "/{id}",
    request: { params: idParam, body: jsonBody(policyInput) },
    responses: { 200: json(created, "Changed, as a whole.") },
  }),
  remove: createRoute({ method: "delete", path: "/{id}", request: { params: idParam }, responses: { 204: done } }),
  setDefault: createRoute({
    method: "put",
    path: "/",
    request: { body: jsonBody(defaultPolicyInput) },
    responses: { 200: json(defaultPolicyInput, "What pages where nothing else is said.") },
  }),
};

/** Escalation policies of a team: whom a page asks. */
export const policies = resource()
  .openapi(routes.list, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).policies(callerOf(ctx))), 200);
  })
  .openapi(routes.create, async (c) => c.json(await createPolicy({ ctx: c.var.ctx, input: c.req.valid("json") }), 201))
  .openapi(routes.update, async (c) => {
    const { id } = c.req.valid("param");
    await updatePolicy({ ctx: c.var.ctx, id, input: c.req.valid("json") });
    return c.json({ id }, 200);
  })
  .openapi(routes.remove, async (c) => {
    await removePolicy({ ctx: c.var.ctx, id: c.req.valid("param").id });
    return c.body(null, 204);
  });

/** Which of them is the team's own. */
export const escalation = resource().openapi(routes.setDefault, async (c) => {
  const input = c.req.valid("json");
  await setDefaultPolicy({ ctx: c.var.ctx, input });
  return c.json(input, 200);
});
