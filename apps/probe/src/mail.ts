import { MetricLines } from "@nightbell/shared/heartbeat/metrics/metric-lines";
import { USER_AGENT_LIMIT, type PingMessage, type PingTarget } from "@nightbell/shared/heartbeat/ping";
import { mailTarget } from "./mail-address.ts";
import { mailText } from "./mail-text.ts";
import { pingMetrics } from "./metrics.ts";
import { readPingBody } from "./ping-body.ts";
import { deliver, routeOf } from "./ping-delivery.ts";
import { NO_EXTRAS } from "./ping-extras.ts";

/** E-mail pings: a message to a heartbeat's address is a ping. Spec "heartbeats" §3. */

/** One message to one recipient: envelope sender and recipient, its raw text and size in bytes, and when it came, epoch ms. */
export type Mail = { from: string; to: string; raw: ReadableStream<Uint8Array>; size: number; receivedAt: number };

/**
 * `taken`: recorded, or dropped because the team did not want it: an unknown heartbeat's mail must not come back.
 * `refused`: the address can never work; the reason is an SMTP text without its code, which is 550.
 * `undelivered`: nobody could say; the sender should try again.
 */
export type MailOutcome = { kind: "taken" } | { kind: "refused"; reason: string } | { kind: "undelivered" };

/** Takes one message. */
export async function takeMail(mail: Mail, env: IngestEnv): Promise<MailOutcome> {
  const found = mailTarget(mail.to, env.MAIL_DOMAIN);
  if (!found.ok) return { kind: "refused", reason: found.reason };
  const route = routeOf(found.target);
  if (route === null) return { kind: "taken" };
  const answer = await deliver(env, route, await messageOf(mail, found.target));
  return { kind: answer === null ? "undelivered" : "taken" };
}

async function messageOf({ from, raw, size, receivedAt }: Mail, target: PingTarget): Promise<PingMessage> {
  const chunks: Uint8Array[] = [];
  const { kept, cut } = await readPingBody(raw, size, (chunk) => chunks.push(chunk));
  const text = await mailText(joined(chunks));
  const lines = new MetricLines();
  lines.push(new TextEncoder().encode(text.text));
  return {
    v: 2,
    delivery: crypto.randomUUID(),
    target,
    action: "success",
    exitCode: null,
    runId: null,
    receivedAt,
    method: "",
    scheme: "email",
    // The platform does not say which server it came from.
    remote: "",
    agent: `Email from ${from}`.slice(0, USER_AGENT_LIMIT),
    ...kept,
    ...pingMetrics([lines.end(cut)]),
    ...NO_EXTRAS,
    mail: text,
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
