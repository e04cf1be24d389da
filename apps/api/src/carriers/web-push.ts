import { buildPushPayload, type PushSubscription } from "@block65/webcrypto-web-push";
import * as z from "zod";
import { PUSH_LIMIT } from "@nightbell/shared/paging/message-channels";
import type { Settings } from "../env.ts";
import { callProvider, type ProviderAnswer } from "./provider-fetch.ts";
import { temporary, type SendResult } from "./result.ts";

/** Web Push after RFC 8030, 8291 and 8292: spec "oncall" §7, "Web Push". */

export type PushSettings = Pick<Settings, "ENVIRONMENT" | "VAPID_PUBLIC_KEY" | "VAPID_PRIVATE_KEY" | "VAPID_SUBJECT">;

/** The push services of the browsers. An endpoint comes from a user, so only these are ever called. */
const PUSH_HOSTS = [
  /^fcm\.googleapis\.com$/,
  /\.push\.services\.mozilla\.com$/,
  /\.notify\.windows\.com$/,
  /\.push\.apple\.com$/,
];
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const TTL_SECONDS = 300;

const subscriptionShape = z.object({
  endpoint: z.url().max(2048),
  expirationTime: z
    .number()
    .nullish()
    .transform((time) => time ?? null),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}(?:==)?$/),
  }),
});

/** Whether we may call this endpoint: https at a known push service, and in the local stack also loopback. */
export function isPushEndpoint(endpoint: string, environment: Settings["ENVIRONMENT"]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") return false;
  if (environment === "local" && LOOPBACK.has(url.hostname))
    return url.protocol === "https:" || url.protocol === "http:";
  return url.protocol === "https:" && url.port === "" && PUSH_HOSTS.some((host) => host.test(url.hostname));
}

/**
 * Reads a subscription as a browser gives it. Null when it is malformed or its endpoint is not a push service's.
 * @param json `PushSubscription.toJSON()` as text
 */
export function parseSubscription(json: string, environment: Settings["ENVIRONMENT"]): PushSubscription | null {
  const parsed = subscriptionShape.safeParse(parseJson(json));
  return parsed.success && isPushEndpoint(parsed.data.endpoint, environment) ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type PushInput = {
  /** The contact's address: the subscription as JSON. */
  subscription: string;
  /** What the service worker gets, as JSON. */
  payload: object;
  /** One page: a newer push replaces an undelivered older one. */
  topic: string;
  urgency: "high" | "low";
  ttlSeconds?: number;
};

/** Encrypts a push and hands it to the browser's push service. Never throws. 404 and 410 give `gone`. */
export async function sendPush(env: PushSettings, input: PushInput): Promise<SendResult> {
  const subscription = parseSubscription(input.subscription, env.ENVIRONMENT);
  if (subscription === null)
    return {
      ok: false,
      permanent: true,
      gone: true,
      code: null,
      message: "This browser's push subscription is not one we can use. Enable push again.",
    };
  const request = await encrypt(env, subscription, input);
  if (request === null) return temporary("The push could not be encrypted for this browser.");
  return toResult(await callProvider(address(subscription.endpoint), request));
}

/** Null when the keys are unusable or the payload is over {@link PUSH_LIMIT}. */
async function encrypt(
  env: PushSettings,
  subscription: PushSubscription,
  input: PushInput,
): Promise<RequestInit | null> {
  const message = {
    data: JSON.stringify(input.payload),
    options: { ttl: input.ttlSeconds ?? TTL_SECONDS, urgency: input.urgency, topic: topicOf(input.topic) },
  };
  if (new TextEncoder().encode(message.data).length > PUSH_LIMIT) return null;
  const vapid = { subject: env.VAPID_SUBJECT, publicKey: env.VAPID_PUBLIC_KEY, privateKey: env.VAPID_PRIVATE_KEY };
  try {
    // The library signs for https alone; what loopback speaks is decided by `address`.
    return await buildPushPayload(
      message,
      { ...subscription, endpoint: subscription.endpoint.replace(/^http:/, "https:") },
      vapid,
    );
  } catch {
    return null;
  }
}

/** At most 32 base64url characters (RFC 8030 §5.4). The end of an id is its random part. */
const topicOf = (topic: string): string => topic.replace(/[^A-Za-z0-9_-]/g, "").slice(-32);

/** The local stack's push service has an https name, as the library demands, and speaks plain HTTP. */
function address(endpoint: string): string {
  const url = new URL(endpoint);
  return LOOPBACK.has(url.hostname) ? endpoint.replace(/^https:/, "http:") : endpoint;
}

function toResult(answer: ProviderAnswer): SendResult {
  const { status } = answer;
  if (status === 0) return temporary(`The push service cannot be reached: ${answer.text}.`);
  if (status >= 200 && status < 300) return { ok: true, providerId: answer.location, status: "accepted" };
  if (status === 404 || status === 410)
    return {
      ok: false,
      permanent: true,
      gone: true,
      code: status,
      message: "This browser no longer takes our notifications.",
    };
  return temporary(`The push service answered ${status}.`, status, answer.retryAfterMs);
}
