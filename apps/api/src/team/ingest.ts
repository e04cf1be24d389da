import { newPingId, newUuid } from "@nightbell/shared/ids";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import { pingTypeOf } from "@nightbell/shared/heartbeat/ping-type";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import { findHeartbeat, heartbeatOfSlug, type Found } from "@nightbell/shared/team/find-heartbeat";
import { mintId, randomBytes } from "../context.ts";
import type { Runtime } from "./runtime.ts";

const OK: PingAnswer = { status: 200, text: "OK" };
const CREATED: PingAnswer = { status: 201, text: "Created" };

/** Takes one ping: finds or makes its heartbeat, holds floods back, records it. Durable once this returns. */
export function takePing(runtime: Runtime, message: PingMessage): PingAnswer {
  const { engine } = runtime;
  if (engine.state.deliveries.includes(message.delivery)) return answerAgain(runtime, message);
  const found = findHeartbeat(engine.state, message.target);
  if (found.kind === "refused") runtime.do({ kind: "refuse heartbeat", slug: found.slug });
  if (found.kind === "none" || found.kind === "refused") return found.answer;
  const created = found.kind === "create" ? newHeartbeat(runtime, found) : null;
  const settings = created ?? (found.kind === "found" ? found.settings : null);
  if (settings === null) throw new Error("a ping was found to be for nothing");

  const type = pingTypeOf(settings, engine.state.heartbeats[settings.id] ?? { status: "new" }, message);
  const retryAfterSeconds = runtime.rateLimit.take(settings.id, type, engine.now());
  if (retryAfterSeconds > 0) return { status: 429, text: "rate limited", retryAfterSeconds };

  const { body, unmasked: _raw, mail: _mail, ...facts } = message;
  const shed = runtime.rateLimit.shedOf(settings.id);
  runtime.do({ kind: "ping", heartbeat: settings.id, type, message: facts, created, shed }, body);
  return created === null ? OK : CREATED;
}

/** A call whose answer was lost on its way: the ping is in the log, so it is counted no more and refused no more. */
function answerAgain({ engine: { state } }: Runtime, { target }: PingMessage): PingAnswer {
  const found = findHeartbeat(state, target);
  if (found.kind !== "found") return OK;
  const { id } = found.settings;
  return Object.hasOwn(state.adopted, id) && state.heartbeats[id]?.pings === 1 ? CREATED : OK;
}

function newHeartbeat({ engine, route }: Runtime, { slug }: Extract<Found, { kind: "create" }>): HeartbeatSettings {
  const now = engine.now();
  const ids = {
    id: mintId("hb", now),
    pingId: newPingId(route, randomBytes(10)),
    badgeId: newUuid(randomBytes(16)),
  };
  return heartbeatOfSlug(engine.state, slug, ids, now);
}
