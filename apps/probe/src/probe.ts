import {
  checkRequest,
  MAX_CHECKS_PER_CALL,
  runRequest,
  type CheckRequest,
  type RunLine,
} from "@nightbell/shared/check/protocol";
import * as z from "zod";
import { boundedText, parsedJson, refusal } from "./answers.ts";
import { runCall } from "./core/run.ts";
import { ioWorkerd } from "./io-workerd.ts";
import { servePage } from "./page-door.ts";
import { egressOf, readSettings, type ProbeSettings } from "./settings.ts";

/**
 * The regional probe: `POST /run` takes checks and answers NDJSON, a line as soon as it is known (spec "checks" §6).
 * It has no route, keeps nothing and holds no keys: being bound to it is the authentication.
 */

const MAX_CALL_BYTES = 1_000_000;
let settings: ProbeSettings | null = null;

export default {
  async fetch(request, env, ctx): Promise<Response> {
    settings ??= readSettings(env);
    const { pathname } = new URL(request.url);
    if (pathname !== "/run" && pathname !== "/page")
      return refusal("not_found", "The probe answers POST /run and POST /page only.");
    if (request.method !== "POST") return refusal("method_not_allowed", "Use POST.");
    return pathname === "/page"
      ? servePage(request, egressOf(settings, ioWorkerd))
      : serveRun(request, settings, (work) => ctx.waitUntil(work));
  },
} satisfies ExportedHandler<ProbeEnv>;

/** One unknown check must not spoil a call, so each is parsed by itself. */
const envelope = runRequest.extend({ checks: z.array(z.unknown()) });

async function serveRun(
  request: Request,
  probe: ProbeSettings,
  waitUntil: (work: Promise<void>) => void,
): Promise<Response> {
  const text = await boundedText(request, MAX_CALL_BYTES);
  if (text === null) return refusal("body_too_large", "A call is at most 1 MB. Send fewer checks.");
  const call = envelope.safeParse(parsedJson(text));
  if (!call.success)
    return refusal(
      "bad_request",
      `Not a call this probe understands: ${call.error.issues[0]?.path.join(".") ?? "body"}.`,
    );
  const { region, callId, purpose, deadlineMs, checks } = call.data;
  if (checks.length > MAX_CHECKS_PER_CALL)
    return refusal("body_too_large", `A call carries at most ${MAX_CHECKS_PER_CALL} checks. Split it.`);
  if (region !== probe.region) return refusal("bad_request", `This probe serves ${probe.region}, not ${region}.`);
  const { known, unknown } = sorted(checks);
  if (unknown === null) return refusal("bad_request", "A check does not name its monitor.");

  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const say = (line: RunLine): Promise<void> => writer.write(encoder.encode(`${JSON.stringify(line)}\n`));
  const answer = async (): Promise<void> => {
    await say({ line: "hello", region: probe.region, build: probe.build, ...placeOf(request, probe) });
    for (const monitor of unknown) await say({ line: "not_run", monitor });
    const egress = egressOf(probe, ioWorkerd);
    await runCall({ purpose, deadlineMs, checks: known }, probe.controlTargets, egress, say);
    await writer.close();
  };
  waitUntil(
    answer().catch((error: unknown) => {
      console.warn(JSON.stringify({ event: "call broken off", callId, error: String(error) }));
    }),
  );
  return new Response(readable, { headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" } });
}

/** Checks that this release understands, and the monitors of those it does not; null if one names no monitor. */
function sorted(checks: readonly unknown[]): { known: CheckRequest[]; unknown: string[] | null } {
  const known: CheckRequest[] = [];
  const unknown: string[] = [];
  for (const check of checks) {
    const parsed = checkRequest.safeParse(check);
    const monitor = named.safeParse(check).data?.monitor;
    if (monitor === undefined) return { known: [], unknown: null };
    if (parsed.success) known.push(parsed.data);
    else unknown.push(monitor);
  }
  return { known, unknown };
}

const named = z.object({ monitor: z.string() });

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
