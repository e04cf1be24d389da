import { afterEach, describe, expect, test, vi } from "vitest";
import { createFakeCarrier } from "@nightbell/testkit/fake-carrier/carrier";
import { createVirtualClock } from "@nightbell/testkit/clock";
import { createFakeMail } from "@nightbell/testkit/fake-mail";
import { serve, type Handler } from "@nightbell/testkit/serve";
import { sendMail } from "../../src/carriers/mail.ts";
import { callWithCode, fetchStatus, sendSms, startCall } from "../../src/carriers/twilio.ts";
import { OURS, PHONE, PUBLIC_URL, settings } from "./fixture.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Serves a provider; what it was sent is on record. */
async function provider(handler: Handler) {
  const requests: { method: string; path: string; headers: Headers; body: string }[] = [];
  const served = await serve(async (request) => {
    const body = await request.clone().text();
    requests.push({ method: request.method, path: new URL(request.url).pathname, headers: request.headers, body });
    return handler(request);
  });
  closers.push(() => served.close());
  return { url: served.url, requests };
}

async function carrierStage() {
  const clock = createVirtualClock();
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = settings;
  const carrier = createFakeCarrier({
    accountSid,
    authToken,
    numbers: [OURS],
    clock,
    inboundUrl: null,
    send: async () => new Response(null, { status: 204 }),
  });
  const { url, requests } = await provider(carrier.handle);
  return { carrier, clock, requests, env: { ...settings, TWILIO_BASE_URL: url } };
}

const sms = { to: PHONE, body: "DOWN <db1> & co + 100 %", callbackUrl: `${PUBLIC_URL}/carrier/twilio/r/status/sn_1` };
const call = { to: PHONE, twimlUrl: `${PUBLIC_URL}/carrier/twilio/r/voice/sn_1`, callbackUrl: sms.callbackUrl };

describe("Twilio", () => {
  test("an SMS is a signed-in form with a receipt address and a short life", async () => {
    const { carrier, env, requests } = await carrierStage();
    const result = await sendSms(env, sms);
    const [message] = carrier.snapshot().messages;
    expect(result).toEqual({ ok: true, providerId: message?.sid, status: "queued" });
    expect(message).toMatchObject({
      to: PHONE,
      from: OURS,
      body: sms.body,
      statusCallback: `${sms.callbackUrl}#rc=3&rp=all&rt=3000`,
    });
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: `/2010-04-01/Accounts/${settings.TWILIO_ACCOUNT_SID}/Messages.json`,
    });
    expect(requests[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(new URLSearchParams(requests[0]?.body).get("ValidityPeriod")).toBe("300");
  });

  test("a call rings 40 s and reports every step", async () => {
    const { carrier, env, requests } = await carrierStage();
    expect(await startCall(env, call)).toMatchObject({ ok: true, status: "queued" });
    expect(carrier.snapshot().calls[0]).toMatchObject({
      to: PHONE,
      timeoutSeconds: 40,
      events: ["initiated", "ringing", "answered", "completed"],
    });
    expect(new URLSearchParams(requests[0]?.body).getAll("StatusCallbackEvent")).toHaveLength(4);
  });

  test("a code is called out by our own address", async () => {
    const { carrier, env } = await carrierStage();
    expect(await callWithCode(env, { to: PHONE, code: "123456" })).toMatchObject({ ok: true });
    expect(carrier.snapshot().calls[0]?.url).toBe(`${PUBLIC_URL}/carrier/twilio/code/123456#rc=3&rp=all&rt=3000`);
  });

  test.each([
    [21211, true],
    [21610, true],
    [21408, true],
    [30006, true],
    [30007, false],
    [30034, false],
    [20500, false],
  ])("code %i at once: permanent %s", async (code, permanent) => {
    const { carrier, env } = await carrierStage();
    carrier.setBehaviour(PHONE, { sms: { kind: "refuses", code } });
    expect(await sendSms(env, sms)).toMatchObject({ ok: false, permanent, code });
  });

  test("our own mistakes never cost a contact", async () => {
    const { env } = await carrierStage();
    expect(await sendSms({ ...env, TWILIO_FROM: "+15550000000" }, sms)).toMatchObject({
      ok: false,
      permanent: false,
      code: 21606,
    });
    expect(await sendSms({ ...env, TWILIO_AUTH_TOKEN: "wrong" }, sms)).toMatchObject({
      ok: false,
      permanent: false,
      code: 20003,
    });
  });

  test.each([[20503], [20429]] as const)("outage %i is temporary", async (code) => {
    const { carrier, env } = await carrierStage();
    carrier.setOutage(code);
    expect(await startCall(env, call)).toMatchObject({ ok: false, permanent: false, code });
  });

  test("Retry-After in seconds and as a date, and a gateway that answers in HTML", async () => {
    vi.spyOn(Date, "now").mockReturnValue(Date.parse("2026-03-03T00:00:00Z"));
    const answers = [
      new Response("<html>busy", { status: 503, headers: { "retry-after": "7" } }),
      new Response("[]", { status: 429, headers: { "retry-after": "Tue, 03 Mar 2026 00:01:00 GMT" } }),
      new Response("{}", { status: 201 }),
    ];
    const { url } = await provider(() => answers.shift() ?? new Response(null, { status: 500 }));
    const env = { ...settings, TWILIO_BASE_URL: url };
    expect(await sendSms(env, sms)).toEqual({
      ok: false,
      permanent: false,
      code: null,
      message: "The carrier answered 503.",
      retryAfterMs: 7000,
    });
    expect(await sendSms(env, sms)).toMatchObject({ ok: false, retryAfterMs: 60_000 });
    expect(await sendSms(env, sms)).toMatchObject({ ok: false, permanent: false });
  });

  test("nobody listening, a time-out and a redirect are temporary, and no redirect is followed", async () => {
    const { url, requests } = await provider(
      () => new Response(null, { status: 307, headers: { location: "http://127.0.0.1:9/" } }),
    );
    expect(await sendSms({ ...settings, TWILIO_BASE_URL: url }, sms)).toMatchObject({
      ok: false,
      permanent: false,
      message: "The carrier answered 307.",
    });
    expect(requests).toHaveLength(1);
    expect(await sendSms({ ...settings, TWILIO_BASE_URL: "http://127.0.0.1:1" }, sms)).toMatchObject({
      ok: false,
      permanent: false,
    });
    const timeout = vi
      .spyOn(AbortSignal, "timeout")
      .mockReturnValue(AbortSignal.abort(new DOMException("late", "TimeoutError")));
    expect(await sendSms({ ...settings, TWILIO_BASE_URL: url }, sms)).toMatchObject({
      message: "The carrier cannot be reached: no answer within 10 s.",
    });
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  test("the status of a message can be asked for", async () => {
    const { carrier, clock, env } = await carrierStage();
    carrier.setBehaviour(PHONE, { sms: { kind: "undelivered", afterSeconds: 5, code: 30003 } });
    const sent = await sendSms(env, sms);
    await clock.advance(6000);
    expect(await fetchStatus(env, "sms", sent.ok ? (sent.providerId ?? "") : "")).toEqual({
      status: "undelivered",
      errorCode: 30003,
    });
    expect(await fetchStatus(env, "voice", `CA${"0".repeat(32)}`)).toBeNull();
  });
});

describe("mail", () => {
  const mail = {
    to: "ana@example.com",
    subject: "DOWN db1\r\nBcc: evil@example.com",
    text: "t",
    html: "<p>t</p>",
    key: "sn_1",
    thread: "pg_000001",
  };
  async function mailStage() {
    const fake = createFakeMail({ apiKey: settings.MAIL_API_KEY, clock: createVirtualClock() });
    return { fake, env: { ...settings, MAIL_BASE_URL: (await provider(fake.handle)).url } };
  }

  test("one recipient, one subject line, one mail a key", async () => {
    const { fake, env } = await mailStage();
    const first = await sendMail(env, mail);
    expect(first).toMatchObject({ ok: true, status: "accepted" });
    expect(await sendMail(env, mail)).toEqual(first);
    expect(fake.mails).toHaveLength(1);
    expect(fake.mails[0]).toMatchObject({
      from: settings.MAIL_FROM,
      to: ["ana@example.com"],
      subject: "DOWN db1 Bcc: evil@example.com",
      html: "<p>t</p>",
      headers: { References: "<pg_000001@nightbell>" },
    });
  });

  test.each(["a@x.com,b@x.com", "a@x.com\r\nBcc: b@x.com", "Ana <a@x.com>", "nobody", ""])(
    "%j is not one address",
    async (to) => {
      const { fake, env } = await mailStage();
      expect(await sendMail(env, { ...mail, to })).toMatchObject({ ok: false, permanent: true });
      expect(fake.mails).toHaveLength(0);
    },
  );

  test("a refused address is permanent; a wrong key, an outage and a refused sender are not", async () => {
    const { fake, env } = await mailStage();
    expect(await sendMail({ ...env, MAIL_API_KEY: "wrong" }, mail)).toMatchObject({
      ok: false,
      permanent: false,
      code: 403,
    });
    expect(await sendMail({ ...env, MAIL_FROM: "nobody" }, mail)).toMatchObject({
      ok: false,
      permanent: false,
      code: 422,
    });
    fake.setOutage(500);
    expect(await sendMail(env, mail)).toMatchObject({ ok: false, permanent: false, code: 500 });
    const { url } = await provider(() =>
      Response.json({ statusCode: 422, name: "validation_error", message: "Invalid `to` field." }, { status: 422 }),
    );
    expect(await sendMail({ ...env, MAIL_BASE_URL: url }, mail)).toMatchObject({
      ok: false,
      permanent: true,
      code: 422,
    });
  });
});
