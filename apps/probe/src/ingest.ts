import { USER_AGENT_LIMIT, type PingAnswer, type PingMessage } from "@nightbell/shared/heartbeat/ping";
import { routeOfPingId } from "@nightbell/shared/ids";
import type { TeamRpc } from "@nightbell/shared/team/rpc";
import { readPingBody } from "./ping-body.ts";
import { ALLOW, parsePing, type ParsedPing } from "./ping-url.ts";

/** The ping host: parses a ping and hands it to the team's object, whose durable answer it returns. Spec "heartbeats" §0 and §1. */

/** Clients give up after 5 s; the object has two of them. */
const TEAM_PATIENCE_MS = 2_000;
const RETRY_AFTER_SECONDS = 5;

const HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "access-control-allow-origin": "*",
  "ping-body-limit": "10000",
  "cache-control": "max-age=0, no-cache, no-store, must-revalidate, private",
};

export default {
  async fetch(request, env): Promise<Response> {
    const receivedAt = Date.now();
    const { pathname, searchParams } = new URL(request.url);
    const parsed = parsePing(request.method, pathname, searchParams);
    if (!parsed.ok)
      return reply(
        request,
        parsed.status,
        parsed.text,
        parsed.status === 204 || parsed.status === 405 ? { allow: ALLOW } : {},
      );
    const { target } = parsed.ping;
    // Ping keys are not issued yet, so none is known.
    if (target.kind === "slug") return reply(request, 404, "not found");
    const message = await messageOf(request, { ...parsed.ping, pingId: target.pingId }, receivedAt);
    const answer = await deliver(env, message);
    if (answer === null) return reply(request, 503, "try again", { "retry-after": String(RETRY_AFTER_SECONDS) });
    const { retryAfterSeconds } = answer;
    return reply(
      request,
      answer.status,
      answer.text,
      retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfterSeconds))) },
    );
  },
} satisfies ExportedHandler<IngestEnv>;

function reply(request: Request, status: number, text: string, headers: Record<string, string> = {}): Response {
  const body = request.method === "HEAD" || status === 204 ? null : text;
  return new Response(body, { status, headers: { ...HEADERS, ...headers } });
}

async function messageOf(
  request: Request,
  ping: ParsedPing & { pingId: string },
  receivedAt: number,
): Promise<PingMessage> {
  return {
    v: 1,
    delivery: crypto.randomUUID(),
    pingId: ping.pingId,
    action: ping.action,
    exitCode: ping.exitCode,
    runId: ping.runId,
    receivedAt,
    method: request.method,
    scheme: new URL(request.url).protocol === "http:" ? "http" : "https",
    // Set by the platform; a client cannot.
    remote: request.headers.get("cf-connecting-ip") ?? "",
    agent: (request.headers.get("user-agent") ?? "").slice(0, USER_AGENT_LIMIT),
    ...(await readPingBody(request)),
  };
}

/** The team's answer; null if it gave none in time. A call that never arrived is repeated once: the message names its delivery. */
async function deliver(env: IngestEnv, message: PingMessage): Promise<PingAnswer | null> {
  const deadline = Date.now() + TEAM_PATIENCE_MS;
  try {
    return await callTeam(env, message, deadline).catch((error: unknown) => {
      if (!isRetryable(error) || Date.now() >= deadline) throw error;
      return callTeam(env, message, deadline);
    });
  } catch (error) {
    console.error(
      JSON.stringify({ event: "ping not delivered", route: routeOfPingId(message.pingId), error: String(error) }),
    );
    return null;
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  "retryable" in error &&
  error.retryable === true &&
  !("overloaded" in error && error.overloaded === true);

/** One call on a fresh stub: one that has failed stays broken. @throws Error when the object is silent until `deadline` */
async function callTeam(env: IngestEnv, message: PingMessage, deadline: number): Promise<PingAnswer> {
  // The object lives in another Worker, so its class is known by contract only.
  const team = env.TEAM.getByName(routeOfPingId(message.pingId)) as unknown as Pick<TeamRpc, "ping">;
  const done = new AbortController();
  const silence = scheduler.wait(Math.max(0, deadline - Date.now()), { signal: done.signal });
  try {
    return await Promise.race([
      team.ping(message),
      silence.then((): never => {
        throw new Error(`the team's object was silent for ${TEAM_PATIENCE_MS} ms`);
      }),
    ]);
  } finally {
    done.abort();
  }
}
