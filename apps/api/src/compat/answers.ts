import type { Context } from "hono";
import type { AppEnv } from "../context.ts";

/** What answers of the management API have in common: spec "heartbeats" §2. */

/** Every refusal has this form: clients read it, and fail on any other. */
export const refuse = (
  c: Context<AppEnv>,
  status: 400 | 401 | 403 | 404 | 413 | 429 | 500 | 503,
  error: string,
): Response => c.json({ error }, status);

/** Sets the headers by which pages of other sites may call. */
export function withCors(answer: Response, methods: readonly string[]): Response {
  const { headers } = answer;
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-allow-headers", "X-Api-Key");
  headers.set("access-control-allow-methods", [...methods, "OPTIONS"].join(", "));
  headers.set("access-control-max-age", "600");
  return answer;
}
