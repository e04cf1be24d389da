import { Hono } from "hono";
import { authOf } from "../auth/auth.ts";
import { isAllowedAuthPath } from "../auth/allowed-paths.ts";
import type { AppEnv } from "../context.ts";
import { notFound } from "../http/errors.ts";

const PREFIX = "/api/auth";
const SESSION_COPY = /^\s*[\w-]+\.session_data=/;

/** The allowed endpoints of better-auth, under `/api/auth`. It checks Origin itself and speaks its own error shape. */
export const auth = new Hono<AppEnv>().all("/*", async (c) => {
  const url = new URL(c.req.url);
  if (!isAllowedAuthPath(c.req.method, url.pathname.slice(PREFIX.length))) return notFound();
  const { env, settings } = c.var.base;
  return await authOf(env, settings).handler(withoutSessionCopy(c.req.raw));
});

/**
 * The copy of the session in the cookie is for outages only (see `identity.ts`): better-auth would believe it for as
 * long as it lasts, and not see that an address was confirmed or a session ended meanwhile.
 */
function withoutSessionCopy(request: Request): Request {
  const headers = new Headers(request.headers);
  const cookies = (headers.get("cookie") ?? "").split(";").filter((cookie) => !SESSION_COPY.test(cookie));
  headers.set("cookie", cookies.join(";"));
  return new Request(request, { headers });
}
