import type { GuardMessage, GuardRpcAnswer } from "@nightbell/shared/guard/message";
import { routeOfPingId, routeOfPingKey, type Route } from "@nightbell/shared/ids";
import { parseGuard } from "./guard-url.ts";
import { askTeam } from "./ping-delivery.ts";
import { LOOKUP_PERIOD_SECONDS, tooManyLookups } from "./ping-limit.ts";

/**
 * Guards on the ping host: may this destructive job run? Whatever is not a 200 means that it must not; never a redirect, which
 * `curl -f` takes for success. Spec "heartbeats" §7.
 */

const RETRY_AFTER_SECONDS = 5;

const HEADERS = { "access-control-allow-origin": "*", "cache-control": "no-store" };

/** Answers one request to a guard. @param remote the source address as the platform gives it */
export async function answerGuard(request: Request, url: URL, env: IngestEnv, remote: string): Promise<Response> {
  const parsed = parseGuard(request.method, url.pathname, url.searchParams, crypto.randomUUID());
  if (!parsed.ok) {
    const { status, text, allow } = parsed;
    return reply(request, status, text, status === 204 || status === 405 ? { allow } : {});
  }
  const { message, format } = parsed;
  const route = routeOf(message.target);
  if (route === null) return notFound(request, env, remote, "not found");
  const answer = await askTeam(env, route, "guard", (team) => team.guard(message));
  if (answer === null) return reply(request, 503, "try again", { "retry-after": String(RETRY_AFTER_SECONDS) });
  if (answer.status === 404) return notFound(request, env, remote, answer.text);
  if (answer.status === 429) return reply(request, 429, answer.text, { "retry-after": waitOf(answer) });
  if (format === "text" || answer.body === null) return reply(request, answer.status, answer.text);
  return reply(request, answer.status, JSON.stringify(answer.body), { "content-type": "application/json" });
}

const routeOf = (target: GuardMessage["target"]): Route | null =>
  target.kind === "id" ? routeOfPingId(target.guardId) : routeOfPingKey(target.key);

const waitOf = ({ retryAfterSeconds }: GuardRpcAnswer): string =>
  String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1)));

async function notFound(request: Request, env: IngestEnv, remote: string, text: string): Promise<Response> {
  if (!(await tooManyLookups(env, remote))) return reply(request, 404, text);
  return reply(request, 429, "rate limited", { "retry-after": String(LOOKUP_PERIOD_SECONDS) });
}

function reply(request: Request, status: number, text: string, headers: Record<string, string> = {}): Response {
  const body = request.method === "HEAD" || status === 204 ? null : text;
  const all = { "content-type": "text/plain; charset=utf-8", ...HEADERS, ...headers };
  return new Response(body, { status, headers: all });
}
