import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { done, json, jsonBody, resource } from "../http/openapi.ts";
import { domainInput, domainList, forgetDomain, listDomains, proveDomain } from "../services/domains/prove.ts";

const domainParam = z.object({ domain: z.string().max(253) });

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(domainList, "Domains that are proved, and how to prove another.") },
  }),
  prove: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(domainInput) },
    responses: { 204: done },
  }),
  forget: createRoute({
    method: "delete",
    path: "/{domain}",
    request: { params: domainParam },
    responses: { 204: done },
  }),
};

/** Domains that a team has proved to be its own. */
export const domains = resource()
  .openapi(routes.list, async (c) => c.json(await listDomains({ ctx: c.var.ctx }), 200))
  .openapi(routes.prove, async (c) => {
    await proveDomain({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.body(null, 204);
  })
  .openapi(routes.forget, async (c) => {
    await forgetDomain({ ctx: c.var.ctx, domain: c.req.valid("param").domain });
    return c.body(null, 204);
  });
