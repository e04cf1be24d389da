import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { HumanAct } from "@nightbell/shared/team/rpc";
import { incidentDetail, incidentView } from "@nightbell/shared/views/views";
import { authorise } from "../auth/access.ts";
import { callerOf, teamObject, type AppEnv } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { idParam, json, jsonBody, outcome, resource } from "../http/openapi.ts";

const SNOOZE_MAX_SECONDS = 86_400;

const bare = <const Path extends string>(path: Path) =>
  createRoute({
    method: "post",
    path,
    request: { params: idParam },
    responses: { 200: json(outcome, "What it came to.") },
  });

const withBody = <const Path extends string, T extends z.ZodType>(path: Path, schema: T) =>
  createRoute({
    method: "post",
    path,
    request: { params: idParam, body: jsonBody(schema) },
    responses: { 200: json(outcome, "What it came to.") },
  });

const routes = {
  list: createRoute({
    method: "get",
    path: "/",
    responses: { 200: json(z.object({ incidents: z.array(incidentView) }), "Newest first.") },
  }),
  get: createRoute({
    method: "get",
    path: "/{id}",
    request: { params: idParam },
    responses: { 200: json(incidentDetail, "The incident, with its timeline.") },
  }),
  ack: bare("/{id}/ack"),
  takeOver: bare("/{id}/take-over"),
  escalate: bare("/{id}/escalate"),
  resolve: bare("/{id}/resolve"),
  snooze: withBody(
    "/{id}/snooze",
    z.strictObject({ seconds: z.int().min(60).max(SNOOZE_MAX_SECONDS, "at most 24 hours") }),
  ),
  assign: withBody("/{id}/assign", z.strictObject({ user: z.string().max(64) })),
  note: withBody("/{id}/note", z.strictObject({ text: z.string().trim().min(1, "write something").max(5_000) })),
};

/** While the record is down the role is unknown: then the Team object decides alone, by its roster. */
async function act(c: Context<AppEnv>, incident: string, what: HumanAct) {
  const { ctx } = c.var;
  if (ctx.role !== null) authorise(ctx, "operate");
  return valueOf(await teamObject(ctx.env, ctx.team.route).act(callerOf(ctx), incident, what));
}

/** Incidents of a team. All of it comes from the Team object, so it works while Postgres is down. */
export const incidents = resource()
  .openapi(routes.list, async (c) => {
    const { ctx } = c.var;
    return c.json({ incidents: valueOf(await teamObject(ctx.env, ctx.team.route).incidents(callerOf(ctx))) }, 200);
  })
  .openapi(routes.get, async (c) => {
    const { ctx } = c.var;
    return c.json(
      valueOf(await teamObject(ctx.env, ctx.team.route).incident(callerOf(ctx), c.req.valid("param").id)),
      200,
    );
  })
  .openapi(routes.ack, async (c) => c.json(await act(c, c.req.valid("param").id, { kind: "ack" }), 200))
  .openapi(routes.takeOver, async (c) => c.json(await act(c, c.req.valid("param").id, { kind: "take over" }), 200))
  .openapi(routes.escalate, async (c) => c.json(await act(c, c.req.valid("param").id, { kind: "escalate" }), 200))
  .openapi(routes.resolve, async (c) => c.json(await act(c, c.req.valid("param").id, { kind: "resolve" }), 200))
  .openapi(routes.snooze, async (c) =>
    c.json(await act(c, c.req.valid("param").id, { kind: "snooze", ...c.req.valid("json") }), 200),
  )
  .openapi(routes.assign, async (c) =>
    c.json(await act(c, c.req.valid("param").id, { kind: "assign", ...c.req.valid("json") }), 200),
  )
  .openapi(routes.note, async (c) =>
    c.json(await act(c, c.req.valid("param").id, { kind: "note", ...c.req.valid("json") }), 200),
  );
