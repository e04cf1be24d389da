import { buildPushPayload } from "@block65/webcrypto-web-push";
import { createECDH, randomBytes } from "node:crypto";
import ece from "http_ece";
import { beforeEach, describe, expect, test } from "vitest";
import { createVirtualClock } from "../src/clock.ts";
import { createFakeMail, type FakeMail } from "../src/fake-mail.ts";
import { createFakePush, type FakePush, type SubscriptionJson } from "../src/fake-push/push.ts";
import { decryptPush } from "../src/fake-push/decrypt.ts";
import { createFakeTarget } from "../src/fake-target.ts";
import { serve } from "../src/serve.ts";

function newVapid() {
  const pair = createECDH("prime256v1");
  return {
    subject: "mailto:ops@nightbell.example",
    publicKey: pair.generateKeys("base64url"),
    privateKey: pair.getPrivateKey("base64url"),
  };
}

describe("push", () => {
  let push: FakePush;
  let subscription: SubscriptionJson;
  const vapid = newVapid();

  beforeEach(() => {
    push = createFakePush({ clock: createVirtualClock(Date.now()), endpointBase: "https://push.example/send" });
    subscription = push.subscribe(vapid.publicKey);
  });

  const send = async (
    to = subscription,
    keys = vapid,
    change: (headers: Record<string, string>) => void = () => undefined,
  ) => {
    const payload = await buildPushPayload(
      { data: { title: "DOWN db1", at: "é" }, options: { ttl: 300, urgency: "high", topic: "page1" } },
      to,
      keys,
    );
    const headers: Record<string, string> = { ...payload.headers };
    change(headers);
    return push.handle(
      new Request(to.endpoint, { method: "POST", headers, body: payload.body as unknown as BodyInit }),
    );
  };

  test("a push by the library that Nightbell uses arrives decrypted, with its headers", async () => {
    const response = await send();
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toMatch(/^https:/);
    expect(push.messages).toMatchObject([
      {
        endpoint: subscription.endpoint,
        text: '{"title":"DOWN db1","at":"é"}',
        ttl: 300,
        urgency: "high",
        topic: "page1",
      },
    ]);
  });

  test("the decryption agrees with http_ece, a second implementation", () => {
    const browser = createECDH("prime256v1");
    const keys = { publicKey: browser.generateKeys(), privateKey: browser.getPrivateKey(), auth: randomBytes(16) };
    const sender = createECDH("prime256v1");
    sender.generateKeys();
    const body = ece.encrypt(Buffer.from("hello"), {
      version: "aes128gcm",
      privateKey: sender,
      dh: keys.publicKey.toString("base64url"),
      authSecret: keys.auth.toString("base64url"),
    });
    expect(decryptPush(body, keys).toString()).toBe("hello");
  });

  test.each([
    ["an unknown subscription", 404, () => send({ ...subscription, endpoint: "https://push.example/send/nobody" })],
    ["an expired one", 410, () => (push.expire(subscription.endpoint), send())],
    ["another sender's key", 403, () => send(subscription, newVapid())],
    ["no VAPID", 401, () => send(subscription, vapid, (headers) => delete headers["authorization"])],
    [
      "a token for another service",
      401,
      () => send({ ...subscription, endpoint: subscription.endpoint.replace("push.example", "other.example") }),
    ],
    [
      "a changed token",
      401,
      () =>
        send(
          subscription,
          vapid,
          (headers) => (headers["authorization"] = headers["authorization"]?.replace("t=ey", "t=eY") ?? ""),
        ),
    ],
    ["no TTL", 400, () => send(subscription, vapid, (headers) => delete headers["ttl"])],
    ["an unknown urgency", 400, () => send(subscription, vapid, (headers) => (headers["urgency"] = "panic"))],
    ["a long topic", 400, () => send(subscription, vapid, (headers) => (headers["topic"] = "x".repeat(33)))],
    ["the old encoding", 400, () => send(subscription, vapid, (headers) => (headers["content-encoding"] = "aesgcm"))],
    [
      "a message for another browser",
      400,
      () => send({ ...push.subscribe(vapid.publicKey), endpoint: subscription.endpoint }),
    ],
    ["an outage", 503, () => (push.setOutage(503, 10), send())],
  ])("%s gets %i, and nothing is delivered", async (_what, status, act) => {
    expect((await act()).status).toBe(status);
    expect(push.messages).toEqual([]);
  });
});

describe("mail", () => {
  let mail: FakeMail;
  beforeEach(() => {
    mail = createFakeMail({ apiKey: "re_key", clock: createVirtualClock(5) });
  });
  const MAIL = {
    from: "Nightbell <bell@nightbell.example>",
    to: "ana@example.com",
    subject: "Sign in",
    text: "https://x",
  };
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    mail.handle(
      new Request("http://mail/emails", {
        method: "POST",
        headers: { authorization: "Bearer re_key", ...headers },
        body: JSON.stringify(body),
      }),
    );

  test("keeps the mail and answers its id", async () => {
    const response = await send({ ...MAIL, headers: { "X-Page": "p1" } });
    expect(await response.json()).toEqual({ id: mail.mails[0]?.id });
    expect(mail.mails).toEqual([
      { ...MAIL, id: expect.any(String), at: 5, to: [MAIL.to], html: null, headers: { "X-Page": "p1" } },
    ]);
  });
  test("an idempotency key sends once; another body under it is a conflict", async () => {
    const key = { "idempotency-key": "claim-1" };
    const [first, second] = [await (await send(MAIL, key)).json(), await (await send(MAIL, key)).json()];
    expect(second).toEqual(first);
    expect((await send({ ...MAIL, subject: "Other" }, key)).status).toBe(409);
    expect(mail.mails).toHaveLength(1);
  });
  test.each([
    ["no key", MAIL, { authorization: "" }, 403],
    ["a bad recipient", { ...MAIL, to: "ana" }, {}, 422],
    ["no subject", { ...MAIL, subject: "" }, {}, 422],
    ["neither html nor text", { ...MAIL, text: undefined }, {}, 422],
    ["a second header in the subject", { ...MAIL, subject: "x\r\nBcc: all@example.com" }, {}, 422],
    ["a second header in a header", { ...MAIL, headers: { A: "x\nB: y" } }, {}, 422],
  ])("%s is refused with Resend's body", async (_what, body, headers, status) => {
    const response = await send(body, headers as Record<string, string>);
    expect(await response.json()).toMatchObject({
      statusCode: status,
      name: expect.any(String),
      message: expect.any(String),
    });
    expect(mail.mails).toEqual([]);
  });
  test("an outage fails every mail until it ends", async () => {
    mail.setOutage(500);
    expect((await send(MAIL)).status).toBe(500);
    mail.setOutage(null);
    expect((await send(MAIL)).status).toBe(200);
  });
});

describe("target over a real socket", () => {
  test("answers, breaks, hangs, resets, mends", async () => {
    const target = createFakeTarget();
    const served = await serve(target.handle);
    try {
      expect(await (await fetch(served.url)).text()).toBe("All is well.\n");
      target.set({ kind: "answers", status: 503, body: "broken" });
      expect((await fetch(served.url)).status).toBe(503);
      target.set({ kind: "reset" });
      await expect(fetch(served.url)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
      target.set({ kind: "hang" });
      const asker = new AbortController();
      const hanging = fetch(served.url, { signal: asker.signal });
      asker.abort(new Error("gave up"));
      await expect(hanging).rejects.toThrow("gave up");
      target.set({ kind: "answers", status: 204, body: "" });
      expect((await fetch(served.url, { method: "HEAD" })).status).toBe(204);
    } finally {
      await served.close();
    }
  });
});
