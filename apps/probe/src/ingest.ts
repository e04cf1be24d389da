import { PING_BODY_LIMIT, USER_AGENT_LIMIT, type PingAnswer, type PingMessage } from "@nightbell/shared/heartbeat/ping";
import { answerGuard } from "./guard.ts";
import { isGuardPath } from "./guard-url.ts";
import { atMailDoor, mailDoorOpen } from "./mail-door.ts";
import { takeMail } from "./mail.ts";
import { BodyMetrics, metricsHeader, pingMetrics, queryMetrics } from "./metrics.ts";
import { readPingBody } from "./ping-body.ts";
import { deliver, routeOf } from "./ping-delivery.ts";
import { pingExtras } from "./ping-extras.ts";
import { LOOKUP_PERIOD_SECONDS, tooManyLookups } from "./ping-limit.ts";
import { ALLOW, parsePing, type ParsedPing } from "./ping-url.ts";

/** The ping host: parses a ping and hands it to the team's object, whose durable answer it returns. Spec "heartbeats" §0, §1 and §3. */

const RETRY_AFTER_SECONDS = 5;

const HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "access-control-allow-origin": "*",
  "ping-body-limit": String(PING_BODY_LIMIT),
  "cache-control": "max-age=0, no-cache, no-store, must-revalidate, private",
};

export default {
  async fetch(request, env): Promise<Response> {
    const receivedAt = Date.now();
    const url = new URL(request.url);
    // A check of ours is no job: a heartbeat that a monitor kept alive would never be missed (spec "checks" §7, case 36).
    if (request.headers.has("nightbell-check")) return reply(request, 403, "checks are no pings");
    if (mailDoorOpen(request.method, url.pathname, env)) return atMailDoor(request, url.searchParams, env);
    if (isGuardPath(url.pathname)) return answerGuard(request, url, env, remoteOf(request));
    const parsed = parsePing(request.method, url.pathname, url.searchParams);
    if (parsed.ok) return takePing(request, url, env, parsed.ping, receivedAt);
    const { status, text } = parsed;
    return reply(request, status, text, status === 204 || status === 405 ? { allow: ALLOW } : {});
  },

  async email(mail, env): Promise<void> {
    const outcome = await takeMail(
      { from: mail.from, to: mail.to, raw: mail.raw, size: mail.rawSize, receivedAt: Date.now() },
      env,
    );
    if (outcome.kind === "refused") mail.setReject(outcome.reason);
    // The platform answers an exception with a temporary failure, and the sender's server tries again.
    if (outcome.kind === "undelivered") throw new Error("the team's object did not answer");
  },
} satisfies ExportedHandler<IngestEnv>;

async function takePing(
  request: Request,
  url: URL,
  env: IngestEnv,
  ping: ParsedPing,
  receivedAt: number,
): Promise<Response> {
  const remote = remoteOf(request);
  const route = routeOf(ping.target);
  if (route === null) return notFound(request, env, remote, "not found");
  const message = await messageOf(request, url, ping, receivedAt);
  const answer = await deliver(env, route, message);
  if (answer === null) return reply(request, 503, "try again", { "retry-after": String(RETRY_AFTER_SECONDS) });
  if (answer.status === 404) return notFound(request, env, remote, answer.text);
  return reply(request, answer.status, answer.text, headersOf(answer, message));
}

async function notFound(request: Request, env: IngestEnv, remote: string, text: string): Promise<Response> {
  if (!(await tooManyLookups(env, remote))) return reply(request, 404, text);
  return reply(request, 429, "rate limited", { "retry-after": String(LOOKUP_PERIOD_SECONDS) });
}

function headersOf({ status, retryAfterSeconds }: PingAnswer, message: PingMessage): Record<string, string> {
  const recorded = status === 200 || status === 201;
  return {
    ...(recorded ? metricsHeader(message) : {}),
    ...(status === 429 ? { "retry-after": String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) } : {}),
  };
}

function reply(request: Request, status: number, text: string, headers: Record<string, string> = {}): Response {
  const body = request.method === "HEAD" || status === 204 ? null : text;
  return new Response(body, { status, headers: { ...HEADERS, ...headers } });
}

/** Set by the platform; a client cannot. */
const remoteOf = (request: Request): string => request.headers.get("cf-connecting-ip") ?? "";

async function messageOf(request: Request, url: URL, ping: ParsedPing, receivedAt: number): Promise<PingMessage> {
  const inBody = new BodyMetrics(request.headers.get("content-type") ?? "");
  const announced = Number(request.headers.get("content-length") ?? 0) || 0;
  const { kept, cut } = await readPingBody(request.body, announced, (chunk) => inBody.push(chunk));
  return {
    v: 2,
    delivery: crypto.randomUUID(),
    ...ping,
    receivedAt,
    method: request.method,
    scheme: url.protocol === "http:" ? "http" : "https",
    remote: remoteOf(request),
    agent: (request.headers.get("user-agent") ?? "").slice(0, USER_AGENT_LIMIT),
    ...kept,
    ...pingMetrics([...inBody.end(cut), queryMetrics(url.searchParams)]),
    ...pingExtras(url.searchParams),
    mail: null,
  };
}
