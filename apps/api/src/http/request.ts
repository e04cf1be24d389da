import { routePath } from "hono/route";
import { createMiddleware } from "hono/factory";
import { mintId, type AppEnv } from "../context.ts";
import { openAuthDb, openDb } from "../db/client.ts";
import { settingsOf } from "../env.ts";
import { logLine } from "./log.ts";

/** Opens each request: id, settings, databases; and closes it with one log line that names the route, not the path. */
export const requestScope = createMiddleware<AppEnv>(async (c, next) => {
  const now = Date.now();
  const settings = settingsOf(c.env);
  const requestId = mintId("req", now);
  c.set("base", {
    env: c.env,
    settings,
    db: openDb(settings),
    authDb: openAuthDb(settings),
    requestId,
    ip: c.req.header("cf-connecting-ip") ?? "unknown",
    now,
  });
  await next();
  // Touching the answer of an upgrade would part it from its socket.
  if (c.res.status !== 101) c.header("x-request-id", requestId);
  logLine({
    level: c.res.status >= 500 ? "error" : "info",
    environment: settings.ENVIRONMENT,
    requestId,
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
    ms: Date.now() - now,
    user: c.var.user?.id ?? null,
    team: c.var.ctx?.team.id ?? null,
    error: c.var.errorCode ?? null,
  });
});
