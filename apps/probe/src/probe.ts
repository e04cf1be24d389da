import type { ErrorBody, ErrorCode } from "@nightbell/shared/errors";
import { ERROR_STATUS } from "@nightbell/shared/errors";
import { MAX_CHECKS_PER_CALL, runRequest, type RunLine } from "@nightbell/shared/check/protocol";
import { runCall } from "./run.ts";
import { readSettings, type ProbeSettings } from "./settings.ts";

/**
 * The regional probe: `POST /run` takes checks and answers NDJSON, a line as soon as it is known (spec "checks" §6).
 * It has no route, keeps nothing and holds no keys: being bound to it is the authentication.
 */

const MAX_CALL_BYTES = 1_000_000;
let settings: ProbeSettings | null = null;

export default {
  async fetch(request, env, ctx): Promise<Response> {
    settings ??= readSettings(env);
    if (new URL(request.url).pathname !== "/run") return refusal("not_found", "The probe answers POST /run only.");
    if (request.method !== "POST") return refusal("method_not_allowed", "Use POST.");
    const text = await boundedText(request);
    if (text === null) return refusal("body_too_large", "A call is at most 1 MB. Send fewer checks.");
    const body = parsedJson(text);
    if (hasTooMany(body))
      return refusal("body_too_large", `A call carries at most ${MAX_CHECKS_PER_CALL} checks. Split it.`);
    const call = runRequest.safeParse(body);
    if (!call.success)
      return refusal(
        "bad_request",
        `Not a call this probe understands: ${call.error.issues[0]?.path.join(".") ?? "body"}.`,
      );
    if (call.data.region !== settings.region)
      return refusal("bad_request", `This probe serves ${settings.region}, not ${call.data.region}.`);

    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    const say = (line: RunLine): Promise<void> => writer.write(encoder.encode(`${JSON.stringify(line)}\n`));
    const hello: RunLine = {
      line: "hello",
      region: settings.region,
      build: settings.build,
      ...placeOf(request, settings),
    };
    const work = say(hello)
      .then(() => runCall(call.data, settings ?? readSettings(env), say))
      .then(() => writer.close())
      .catch((error: unknown) => {
        console.warn(JSON.stringify({ event: "call broken off", callId: call.data.callId, error: String(error) }));
      });
    ctx.waitUntil(work);
    return new Response(readable, { headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" } });
  },
} satisfies ExportedHandler<ProbeEnv>;

/** Where the call really runs: the placement's airport code, else the platform's colo, else a name of our own. */
function placeOf(
  request: Request,
  { region, allowLoopback }: ProbeSettings,
): { colo: string; placement: string | null } {
  const placement = request.headers.get("cf-placement");
  // On one machine all regions would share one colo, and a quorum needs two.
  if (allowLoopback) return { colo: `local-${region}`, placement };
  const placed = /^remote-([A-Z]{3})/.exec(placement ?? "")?.[1];
  const colo = placed ?? request.cf?.colo;
  return { colo: typeof colo === "string" ? colo : `local-${region}`, placement };
}

async function boundedText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_CALL_BYTES) return null;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > MAX_CALL_BYTES ? null : new TextDecoder().decode(bytes);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const hasTooMany = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  "checks" in body &&
  Array.isArray(body.checks) &&
  body.checks.length > MAX_CHECKS_PER_CALL;

function refusal(code: ErrorCode, message: string): Response {
  const body: ErrorBody = { error: { code, message, requestId: "" } };
  return Response.json(body, { status: ERROR_STATUS[code] });
}
