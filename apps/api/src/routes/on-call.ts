import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { calendarView, chainView, coverageView, onCallView } from "@nightbell/shared/views/on-call-views";
import { DAY } from "@nightbell/shared/time";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { json, jsonBody, resource } from "../http/openapi.ts";
import { badgeAddresses, onCallBadges } from "../services/on-call/badge.ts";
import { travel, travelInput, travelView } from "../services/on-call/travel.ts";

const MOST_DAYS = 62;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const id = z.string().min(1).max(64);

const stretch = z
  .object({ from: instant, until: instant })
  .refine(({ from, until }) => until > from, { path: ["until"], error: "it must be after `from`" })
  .refine(({ from, until }) => until - from <= MOST_DAYS * DAY, {
    path: ["until"],
    error: `at most ${MOST_DAYS} days after \`from\``,
  });

const question = z.object({
  /** Of a policy; `default` is the team's own, `ladder` that of a team that has chosen none. */
  policy: id.default("default"),
  at: instant.optional(),
  monitor: id.optional(),
  heartbeat: id.optional(),
});

const routes = {
  get: createRoute({ method: "get", path: "/", responses: { 200: json(onCallView, "Who is on call, now and next.") } }),
  calendar: createRoute({
    method: "get",
    path: "/calendar",
    request: { query: stretch },
    responses: { 200: json(calendarView, "Every rota over a stretch of time, and the gaps of the next 400 days.") },
  }),
  chain: createRoute({
    method: "get",
    path: "/chain",
    request: { query: question },
    responses: { 200: json(chainView, "Who would get what if nobody answered. Nothing is sent.") },
  }),
  badge: createRoute({
    method: "get",
    path: "/badge",
    responses: { 200: json(badgeAddresses, "Where the badge is that says who is on call.") },
  }),
  coverage: createRoute({ method: "get", path: "/", responses: { 200: json(coverageView, "Am I covered?") } }),
  travel: createRoute({
    method: "post",
    path: "/",
    request: { body: jsonBody(travelInput) },
    responses: { 200: json(travelView, "What it means, or would mean with `preview`, which saves nothing.") },
  }),
};

/** Who is on call. All of it but the badge's address comes from the Team object, so it works while Postgres is down. */
export const onCall = resource()
  .openapi(routes.get, async (c) => {
    const { ctx } = c.var;
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).onCall(callerOf(ctx))), 200);
  })
  .openapi(routes.calendar, async (c) => {
    const { ctx } = c.var;
    const { from, until } = c.req.valid("query");
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).calendar(callerOf(ctx), from, until)), 200);
  })
  .openapi(routes.chain, async (c) => {
    const { ctx } = c.var;
    const { policy, at = null, monitor, heartbeat } = c.req.valid("query");
    const asked = { policy, at, thing: monitor ?? heartbeat ?? null };
    return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).chain(callerOf(ctx), asked)), 200);
  })
  .openapi(routes.badge, async (c) => c.json(await onCallBadges({ ctx: c.var.ctx }), 200));

/** Whether the team is covered. */
export const coverage = resource().openapi(routes.coverage, async (c) => {
  const { ctx } = c.var;
  return c.json(valueOf(await teamObject(ctx.env, ctx.team.route).coverage(callerOf(ctx))), 200);
});

/** Being elsewhere: it changes the caller's own settings, and takes them out of rotas for a while. */
export const travelling = resource().openapi(routes.travel, async (c) =>
  c.json(await travel({ ctx: c.var.ctx, input: c.req.valid("json") }), 200),
);
