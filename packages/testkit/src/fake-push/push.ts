import { createECDH, randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { checkVapid } from "./vapid.ts";
import { decryptPush, type Keys } from "./decrypt.ts";

/** What `PushSubscription.toJSON()` gives in a browser. */
export type SubscriptionJson = { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } };

/** A push that reached its browser. `urgency` and `topic` as sent; `ttl` in seconds. */
export type PushMessage = {
  id: string;
  endpoint: string;
  at: number;
  text: string;
  ttl: number;
  urgency: string;
  topic: string | null;
};

export type PushOptions = {
  clock: Clock;
  /** What endpoints start with; an https address without a trailing slash, as the push library demands. */
  endpointBase: string;
};

/** A push service after RFC 8030, 8291 and 8292, with the browsers behind it. */
export interface FakePush {
  /** A browser subscribes. @param applicationServerKey base64url; then only that sender may push */
  subscribe(applicationServerKey?: string): SubscriptionJson;
  /** The browser is gone: pushes get 410 from now on. */
  expire(endpoint: string): void;
  /** Any status from 400 makes every push fail with it; null ends it. */
  setOutage(status: number | null, retryAfterSeconds?: number): void;
  /** Answers a push; only the last part of the request's path counts, so any host can stand in front. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** Every push delivered, oldest first. */
  readonly messages: readonly PushMessage[];
}

type Subscription = { endpoint: string; keys: Keys; sender: string | null; gone: boolean };

const KEPT = 500;
const URGENCIES = ["very-low", "low", "normal", "high"];

const refuse = (status: number, reason: string): Response => Response.json({ reason }, { status });

export function createFakePush({ clock, endpointBase }: PushOptions): FakePush {
  const subscriptions = new Map<string, Subscription>();
  const messages: PushMessage[] = [];
  let outage: { status: number; headers: Record<string, string> } | null = null;

  function checkHeaders(headers: Headers): Response | null {
    const topic = headers.get("topic");
    if (headers.get("content-encoding") !== "aes128gcm") return refuse(400, "Content-Encoding must be aes128gcm.");
    if (!/^\d{1,10}$/.test(headers.get("ttl") ?? "")) return refuse(400, "A TTL header in seconds is required.");
    if (!URGENCIES.includes(headers.get("urgency") ?? "normal")) return refuse(400, "Urgency is unknown.");
    if (topic !== null && !/^[A-Za-z0-9_-]{1,32}$/.test(topic))
      return refuse(400, "Topic must be at most 32 base64url characters.");
    return null;
  }

  function checkSender(headers: Headers, subscription: Subscription): Response | null {
    try {
      const key = checkVapid(headers.get("authorization"), new URL(endpointBase).origin, clock.now());
      return subscription.sender === null || subscription.sender === key
        ? null
        : refuse(403, "The subscription belongs to another sender.");
    } catch (error) {
      return refuse(401, error instanceof Error ? error.message : String(error));
    }
  }

  function deliver(body: Buffer, headers: Headers, { endpoint, keys }: Subscription): Response {
    let text: string;
    try {
      text = decryptPush(body, keys).toString("utf8");
    } catch (error) {
      return refuse(400, `The message cannot be decrypted: ${String(error)}`);
    }
    const id = randomBytes(12).toString("base64url");
    const ttl = Number(headers.get("ttl"));
    messages.push({
      id,
      endpoint,
      at: clock.now(),
      text,
      ttl,
      urgency: headers.get("urgency") ?? "normal",
      topic: headers.get("topic"),
    });
    if (messages.length > KEPT) messages.shift();
    return new Response(null, {
      status: 201,
      headers: { location: `${endpointBase}/message/${id}`, ttl: String(ttl) },
    });
  }

  return {
    messages,
    subscribe(applicationServerKey) {
      const ecdh = createECDH("prime256v1");
      const keys = { publicKey: ecdh.generateKeys(), privateKey: ecdh.getPrivateKey(), auth: randomBytes(16) };
      const id = randomBytes(16).toString("base64url");
      const endpoint = `${endpointBase}/${id}`;
      subscriptions.set(id, { endpoint, keys, sender: applicationServerKey ?? null, gone: false });
      return {
        endpoint,
        expirationTime: null,
        keys: { p256dh: keys.publicKey.toString("base64url"), auth: keys.auth.toString("base64url") },
      };
    },
    expire(endpoint) {
      for (const subscription of subscriptions.values())
        if (subscription.endpoint === endpoint) subscription.gone = true;
    },
    setOutage(status, retryAfterSeconds) {
      const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
      outage = status === null ? null : { status, headers };
    },
    async handle(request) {
      const body = Buffer.from(await request.arrayBuffer());
      if (outage) return new Response(null, outage);
      if (request.method !== "POST") return refuse(405, "POST only.");
      const subscription = subscriptions.get(new URL(request.url).pathname.split("/").at(-1) ?? "");
      if (!subscription) return refuse(404, "There is no such subscription.");
      if (subscription.gone) return refuse(410, "The subscription is gone.");
      if (body.length > 4096) return refuse(413, "A message may have 4096 bytes.");
      return (
        checkHeaders(request.headers) ??
        checkSender(request.headers, subscription) ??
        deliver(body, request.headers, subscription)
      );
    },
  };
}
