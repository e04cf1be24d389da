import { createRoute } from "@hono/zod-openapi";
import { json, jsonBody, resource } from "../http/openapi.ts";
import { importAnswer, importInput, readImport } from "../services/monitors/import.ts";
import { lookAnswer, lookAt, lookInput } from "../services/monitors/look.ts";
import { tryInput, tryMonitor } from "../services/monitors/try.ts";

const routes = {
  try: createRoute({
    method: "post",
    path: "/try",
    request: { body: jsonBody(tryInput) },
    responses: {
      200: {
        description: "What each region sees right now: NDJSON, a line as soon as it is known. Nothing is kept.",
      },
    },
  }),
  look: createRoute({
    method: "post",
    path: "/look",
    request: { body: jsonBody(lookInput) },
    responses: { 200: json(lookAnswer, "What stands there today, and what to watch for.") },
  }),
  import: createRoute({
    method: "post",
    path: "/import",
    request: { body: jsonBody(importInput) },
    responses: { 200: json(importAnswer, "The addresses of a list or a sitemap. Nothing is made.") },
  }),
};

/** Before a monitor is saved. */
export const monitorSetup = resource()
  .openapi(routes.try, async (c) => {
    const tried = tryMonitor({ ctx: c.var.ctx, input: c.req.valid("json") });
    // Faults of the input are answered as such, before anything streams.
    const first = await tried.next();
    const { readable, writable } = new TextEncoderStream();
    c.executionCtx.waitUntil(streamed(writable, first, tried));
    return c.body(readable, 200, { "content-type": "application/x-ndjson" });
  })
  .openapi(routes.look, async (c) => c.json(await lookAt({ ctx: c.var.ctx, input: c.req.valid("json") }), 200))
  .openapi(routes.import, async (c) => c.json(await readImport({ ctx: c.var.ctx, input: c.req.valid("json") }), 200));

type Trial = ReturnType<typeof tryMonitor>;

async function streamed(
  writable: WritableStream<string>,
  first: Awaited<ReturnType<Trial["next"]>>,
  rest: Trial,
): Promise<void> {
  const writer = writable.getWriter();
  try {
    for (let item = first; item.done !== true; item = await rest.next())
      await writer.write(`${JSON.stringify(item.value)}\n`);
    await writer.close();
  } catch {
    // Whoever asked has gone away: the probes finish by themselves.
    await rest.return(undefined);
  }
}
