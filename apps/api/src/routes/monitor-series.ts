import { createRoute } from "@hono/zod-openapi";
import {
  monitorSeries as seriesView,
  monitorStrips as stripsView,
  monitorUptime as uptimeView,
} from "@nightbell/shared/views/series-views";
import { idParam, json, resource } from "../http/openapi.ts";
import { monitorSeries, seriesInput } from "../services/monitors/series.ts";
import { monitorStrips } from "../services/monitors/strips.ts";
import { monitorUptime } from "../services/monitors/uptime.ts";

const routes = {
  strips: createRoute({
    method: "get",
    path: "/strips",
    responses: { 200: json(stripsView, "The last 24 hours of every monitor.") },
  }),
  series: createRoute({
    method: "get",
    path: "/{id}/series",
    request: { params: idParam, query: seriesInput },
    responses: { 200: json(seriesView, "Response times, as fine as the range allows.") },
  }),
  uptime: createRoute({
    method: "get",
    path: "/{id}/uptime",
    request: { params: idParam },
    responses: { 200: json(uptimeView, "How available it was, to the second.") },
  }),
};

/** How fast and how available monitors were. Before the routes of one monitor, or `strips` would be taken for an id. */
export const monitorSeriesRoutes = resource()
  .openapi(routes.strips, async (c) => c.json(await monitorStrips({ ctx: c.var.ctx }), 200))
  .openapi(routes.series, async (c) =>
    c.json(await monitorSeries({ ctx: c.var.ctx, id: c.req.valid("param").id, input: c.req.valid("query") }), 200),
  )
  .openapi(routes.uptime, async (c) =>
    c.json(await monitorUptime({ ctx: c.var.ctx, id: c.req.valid("param").id }), 200),
  );
