import { encryptNotification } from "@block65/webcrypto-web-push";
import { createECDH } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRealClock } from "@nightbell/testkit/clock";
import { decryptPush } from "@nightbell/testkit/fake-push/decrypt";
import { createFakePush, type FakePush } from "@nightbell/testkit/fake-push/push";
import { serve, type Served } from "@nightbell/testkit/serve";
import { isPushEndpoint, parseSubscription, sendPush, type PushSettings } from "../../src/carriers/web-push.ts";

let served: Served;
let push: FakePush;
let env: PushSettings;

beforeEach(async () => {
  const vapid = createECDH("prime256v1");
  const publicKey = vapid.generateKeys("base64url");
  env = {
    ENVIRONMENT: "local",
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: vapid.getPrivateKey("base64url"),
    VAPID_SUBJECT: "mailto:ops@nightbell.test",
  };
  served = await serve((request) => push.handle(request));
  push = createFakePush({ clock: createRealClock(), endpointBase: `https://127.0.0.1:${served.port}/push` });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await served.close();
});

const input = (subscription: unknown, payload: object = { title: "DOWN db1" }) => ({
  subscription: JSON.stringify(subscription),
  payload,
  topic: "pg_000001",
  urgency: "high" as const,
});
/** A payload whose JSON has exactly this many bytes. */
const sized = (bytes: number): object => ({ a: "x".repeat(bytes - 8) });

test("the browser can read what we send, and the headers are ours", async () => {
  const result = await sendPush(env, input(push.subscribe(env.VAPID_PUBLIC_KEY), { title: "DOWN Zürich ✓" }));
  expect(result).toMatchObject({ ok: true, status: "accepted", providerId: expect.stringContaining("/message/") });
  expect(push.messages).toHaveLength(1);
  expect(push.messages[0]).toMatchObject({
    text: `{"title":"DOWN Zürich ✓"}`,
    ttl: 300,
    urgency: "high",
    topic: "pg_000001",
  });
});

test("3993 bytes pass, 3994 are refused before they leave", async () => {
  const subscription = push.subscribe();
  expect(await sendPush(env, input(subscription, sized(3993)))).toMatchObject({ ok: true });
  expect(await sendPush(env, input(subscription, sized(3994)))).toMatchObject({ ok: false, permanent: false });
  expect(push.messages).toHaveLength(1);
});

test("a topic is at most 32 characters, its random end kept", async () => {
  await sendPush(env, { ...input(push.subscribe()), topic: `page:${"0".repeat(40)}end` });
  expect(push.messages[0]?.topic).toBe(`${"0".repeat(29)}end`);
});

test("gone is gone; busy is not", async () => {
  const subscription = push.subscribe();
  push.setOutage(429, 30);
  expect(await sendPush(env, input(subscription))).toMatchObject({
    ok: false,
    permanent: false,
    code: 429,
    retryAfterMs: 30_000,
  });
  push.setOutage(503);
  expect(await sendPush(env, input(subscription))).toMatchObject({ ok: false, permanent: false, code: 503 });
  push.setOutage(null);
  push.expire(subscription.endpoint);
  expect(await sendPush(env, input(subscription))).toMatchObject({ ok: false, permanent: true, gone: true, code: 410 });
  expect(await sendPush(env, input({ ...subscription, endpoint: `${subscription.endpoint}x` }))).toMatchObject({
    ok: false,
    gone: true,
    code: 404,
  });
});

describe("endpoints", () => {
  test.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://wns2-by3p.notify.windows.com/w/?token=x",
    "https://web.push.apple.com/QA",
  ])("%s is a push service", (endpoint) => {
    expect(isPushEndpoint(endpoint, "production")).toBe(true);
  });

  test.each([
    "http://fcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.test/x",
    "https://evil.test/fcm.googleapis.com",
    "https://fcm.googleapis.com@evil.test/x",
    "https://user:pw@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://push.apple.com.evil.test/",
    "https://notpush.apple.com.test/",
    "https://127.0.0.1/push",
    "http://127.0.0.1:8787/push",
    "https://localhost/push",
    "https://169.254.169.254/",
    "javascript:alert(1)",
    "",
  ])("%j is refused in production", (endpoint) => {
    expect(isPushEndpoint(endpoint, "production")).toBe(false);
  });

  test("loopback only in the local stack", () => {
    expect(isPushEndpoint("https://127.0.0.1:8787/push/x", "local")).toBe(true);
    expect(isPushEndpoint("http://localhost:8787/push/x", "local")).toBe(true);
    expect(isPushEndpoint("http://192.168.0.1/push/x", "local")).toBe(false);
  });

  test("in production a loopback subscription sends nothing, and malformed ones neither", async () => {
    const subscription = push.subscribe();
    for (const bad of [
      subscription,
      null,
      {},
      { ...subscription, keys: { p256dh: "x", auth: "y" } },
      { ...subscription, endpoint: 1 },
    ]) {
      expect(await sendPush({ ...env, ENVIRONMENT: "production" }, input(bad))).toMatchObject({
        ok: false,
        permanent: true,
      });
    }
    expect(parseSubscription("{", "local")).toBeNull();
    expect(push.messages).toHaveLength(0);
  });

  test("keys that are no point on the curve fail as a result, not as an exception", async () => {
    const subscription = push.subscribe();
    const p256dh = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString("base64url");
    expect(await sendPush(env, input({ ...subscription, keys: { ...subscription.keys, p256dh } }))).toMatchObject({
      ok: false,
    });
  });
});

test("the library reproduces RFC 8291 Appendix A byte for byte", async () => {
  const receiver = createECDH("prime256v1");
  receiver.setPrivateKey("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "base64url");
  const sender = createECDH("prime256v1");
  sender.setPrivateKey("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "base64url");
  const point = sender.getPublicKey();
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const privateKey = await crypto.subtle.importKey(
    "jwk",
    { ...jwk, d: sender.getPrivateKey("base64url") },
    algorithm,
    true,
    ["deriveBits"],
  );
  const publicKey = await crypto.subtle.importKey("jwk", jwk, algorithm, true, []);
  vi.spyOn(crypto.subtle, "generateKey").mockResolvedValue({ privateKey, publicKey } as never);
  vi.spyOn(crypto, "getRandomValues").mockImplementation((target) => {
    (target as Uint8Array).set(Buffer.from("DGv6ra1nlYgDCS1FRnbzlw", "base64url"));
    return target;
  });

  const auth = "BTBZMqHH6r4Tts7J_aSIgg";
  const subscription = {
    endpoint: "https://push.example",
    expirationTime: null,
    keys: { p256dh: receiver.getPublicKey("base64url"), auth },
  };
  const text = "When I grow up, I want to be a watermelon";
  const body = Buffer.from(await encryptNotification(subscription, new TextEncoder().encode(text), { pad: false }));

  expect(body.toString("base64url")).toBe(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
  expect(body).toHaveLength(144);
  const keys = {
    privateKey: receiver.getPrivateKey(),
    publicKey: receiver.getPublicKey(),
    auth: Buffer.from(auth, "base64url"),
  };
  expect(decryptPush(body, keys).toString()).toBe(text);
});
