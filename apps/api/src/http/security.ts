import { createMiddleware } from "hono/factory";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "@nightbell/shared/errors";
import type { AppEnv } from "../context.ts";

/** Answers of the API are data; pages bring their own policy (spec "trust" §10, rows on XSS and headers). */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets the headers of spec "trust" §10 on every answer, leaving a page's own policy alone. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const { headers } = c.res;
  if (!headers.has("content-security-policy")) c.header("content-security-policy", API_POLICY);
  if (!headers.has("cache-control")) c.header("cache-control", "private, no-store");
  c.header("x-content-type-options", "nosniff");
  c.header("x-frame-options", "DENY");
  c.header("referrer-policy", "no-referrer");
  c.header("cross-origin-opener-policy", "same-origin");
  // Badges are pictures for other people's pages.
  if (!headers.has("cross-origin-resource-policy")) c.header("cross-origin-resource-policy", "same-origin");
  if (c.var.base.settings.ENVIRONMENT === "production")
    c.header("strict-transport-security", "max-age=63072000; includeSubDomains; preload");
});

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const isJson = (type: string): boolean => /^application\/json\s*(;|$)/.test(type);

/** Throws unless the request comes from our own pages. */
export function requireOwnOrigin(headers: Headers, publicUrl: string): void {
  const site = headers.get("sec-fetch-site");
  const own = headers.get("origin") === new URL(publicUrl).origin && (site === null || site === "same-origin");
  if (!own) throw new AppError("forbidden", "This request did not come from our own pages, so it was refused.");
}

/** Against cross-site requests: Origin, Sec-Fetch-Site, and a body that a foreign form cannot send. */
export const csrf = createMiddleware<AppEnv>(async (c, next) => {
  if (!SAFE.has(c.req.method)) {
    requireOwnOrigin(c.req.raw.headers, c.var.base.settings.PUBLIC_URL);
    const type = c.req.header("content-type");
    const hasBody = c.req.raw.body !== null && c.req.header("content-length") !== "0";
    if ((hasBody || type !== undefined) && !isJson(type ?? ""))
      throw new AppError("forbidden", "Send the body as application/json.");
  }
  await next();
});

export const BODY_LIMIT_BYTES = 64 * 1024;

/** No body over 64 kB; bytes are counted in the stream. */
export const limitBody = bodyLimit({
  maxSize: BODY_LIMIT_BYTES,
  onError: () => {
    throw new AppError("body_too_large", "The body is over 64 kB.");
  },
});
