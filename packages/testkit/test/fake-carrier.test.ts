import { afterEach, beforeEach, describe, expect, test } from "vitest";
import twilio from "twilio";
import { createVirtualClock, type VirtualClock } from "../src/clock.ts";
import { createFakeCarrier, type FakeCarrier } from "../src/fake-carrier/carrier.ts";
import { signTwilioRequest } from "../src/fake-carrier/signature.ts";

const OURS = "+15005550006";
const THEIRS = "+436601234567";
const SID = "AC00000000000000000000000000000001";
const TOKEN = "a-token";
const HOOKS = "https://app.example/twilio";

type Hook = { path: string; params: Record<string, string> };
let clock: VirtualClock;
let carrier: FakeCarrier;
let hooks: Hook[];
let answers: Record<string, () => Response>;

const xml = (body: string) =>
  new Response(`<?xml version="1.0"?><Response>${body}</Response>`, { headers: { "content-type": "text/xml" } });

beforeEach(() => {
  clock = createVirtualClock();
  hooks = [];
  answers = {};
  carrier = createFakeCarrier({
    accountSid: SID,
    authToken: TOKEN,
    numbers: [OURS],
    clock,
    inboundUrl: `${HOOKS}/inbound`,
    send: receive,
  });
});

/** The customer's side: every webhook must carry a signature that Twilio's own library accepts. */
async function receive(request: Request): Promise<Response> {
  const params = Object.fromEntries(new URLSearchParams(await request.text()));
  const signature = request.headers.get("X-Twilio-Signature") ?? "";
  if (!twilio.validateRequest(TOKEN, signature, request.url, params)) return new Response("forged", { status: 403 });
  const path = request.url.slice(HOOKS.length);
  hooks.push({ path, params });
  return (answers[path] ?? (() => new Response(null, { status: 204 })))();
}

// Every webhook of every test was signed so that Twilio's library accepts it.
afterEach(() => expect(carrier.webhooks.filter(({ outcome }) => outcome === 403)).toEqual([]));

function call(
  path: string,
  form?: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = `Basic ${btoa(`${SID}:${TOKEN}`)}`;
  return carrier.handle(
    new Request(`http://carrier/2010-04-01/Accounts/${SID}/${path}`, {
      headers: { authorization, ...headers },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    }),
  );
}
const text = (form: Record<string, string> = {}) =>
  call("Messages.json", { To: THEIRS, From: OURS, Body: "DOWN db1", StatusCallback: `${HOOKS}/sms`, ...form });
const ring = (form: Record<string, string> = {}) =>
  call("Calls.json", [
    ...Object.entries({
      To: THEIRS,
      From: OURS,
      Url: `${HOOKS}/voice`,
      StatusCallback: `${HOOKS}/call`,
      Timeout: "40",
      ...form,
    }),
    ...["initiated", "ringing", "answered", "completed"].map((event): [string, string] => [
      "StatusCallbackEvent",
      event,
    ]),
  ]);
const sidOf = async (response: Promise<Response>): Promise<string> =>
  ((await (await response).json()) as { sid: string }).sid;
const statuses = (path: string) =>
  hooks.filter((hook) => hook.path === path).map(({ params }) => params["MessageStatus"] ?? params["CallStatus"]);

describe("signature", () => {
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const params = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675310",
    Digits: "1234",
    From: "+14158675310",
    To: "+18005551212",
  };

  test("the published vector", () => {
    expect(signTwilioRequest("12345", url, Object.entries(params))).toBe("GvWf1cFY/Q7PnoempGyD5oXAezc=");
  });
  test("a changed digit, query or scheme fails at Twilio's library", () => {
    const signature = signTwilioRequest("12345", url, Object.entries(params));
    expect(twilio.validateRequest("12345", signature, url.replace(".com/", ".com:443/"), params)).toBe(true);
    expect(twilio.validateRequest("12345", signature, url, { ...params, Digits: "1235" })).toBe(false);
    expect(twilio.validateRequest("12345", signature, "https://mycompany.com/myapp.php", params)).toBe(false);
    expect(twilio.validateRequest("12345", signature, url.replace("https", "http"), params)).toBe(false);
  });
});

describe("REST contract", () => {
  test.each([
    ["no login", () => call("Messages.json", {}, { authorization: "" }), 401, 20003],
    ["a wrong token", () => call("Messages.json", {}, { authorization: `Basic ${btoa(`${SID}:no`)}` }), 401, 20003],
    ["JSON", () => call("Messages.json", {}, { "content-type": "application/json" }), 415, 20415],
    ["no To", () => text({ To: "" }), 400, 21604],
    ["no From", () => text({ From: "" }), 400, 21603],
    ["no Body", () => text({ Body: "" }), 400, 21602],
    ["a bad To", () => text({ To: "0660 1234567" }), 400, 21211],
    ["a From that is not ours", () => text({ From: "+15005550007" }), 400, 21606],
    ["a long Body", () => text({ Body: "x".repeat(1601) }), 400, 21617],
    ["a bad StatusCallback", () => text({ StatusCallback: "javascript:1" }), 400, 21609],
    ["a call without To", () => ring({ To: "" }), 400, 21201],
    ["a call without From", () => ring({ From: "" }), 400, 21213],
    ["a call without Url", () => ring({ Url: "" }), 400, 21205],
    ["a call to a bad number", () => ring({ To: "+0" }), 400, 21211],
    ["a call with a bad Timeout", () => ring({ Timeout: "forever" }), 400, 20001],
    ["an unknown message", () => call(`Messages/SM${"0".repeat(32)}.json`), 404, 20404],
    ["an unknown path", () => call("Faxes.json"), 404, 20404],
  ])("%s is refused with Twilio's body, and nothing is sent", async (_what, act, status, code) => {
    const response = await act();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code,
      status,
      message: expect.any(String),
      more_info: expect.stringContaining(String(code)),
    });
    expect(carrier.snapshot()).toMatchObject({ messages: [], calls: [] });
  });

  test("a message and a call answer 201 with the resource, which can be read again", async () => {
    const sent = await text();
    expect(sent.status).toBe(201);
    const message = (await sent.json()) as { sid: string };
    expect(message).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      to: THEIRS,
      from: OURS,
      body: "DOWN db1",
      error_code: null,
      direction: "outbound-api",
    });
    const dialled = await ring();
    expect(dialled.status).toBe(201);
    const { sid } = (await dialled.json()) as { sid: string };
    await clock.advance(5000);
    expect(await (await call(`Messages/${message.sid}.json`)).json()).toMatchObject({
      sid: message.sid,
      status: "delivered",
    });
    expect(await (await call(`Calls/${sid}.json`)).json()).toMatchObject({
      sid,
      status: "ringing",
      direction: "outbound-api",
    });
  });

  test("an outage answers 503 until it ends", async () => {
    carrier.setOutage(20503);
    expect((await text()).status).toBe(503);
    carrier.setOutage(null);
    expect((await text()).status).toBe(201);
  });
});

describe("SMS", () => {
  test("reports queued, sending, sent, delivered in order", async () => {
    await text();
    await clock.advance(2000);
    expect(statuses("/sms")).toEqual(["queued", "sending", "sent", "delivered"]);
  });
  test("a silent operator never reports delivery", async () => {
    carrier.setBehaviour(THEIRS, { sms: { kind: "silent" } });
    await text();
    await clock.advance(3_600_000);
    expect(statuses("/sms")).toEqual(["queued", "sending", "sent"]);
  });
  test("undelivered after n seconds carries the code", async () => {
    carrier.setBehaviour(THEIRS, { sms: { kind: "undelivered", afterSeconds: 30, code: 30003 } });
    await text();
    await clock.advance(29_999);
    expect(statuses("/sms")).not.toContain("undelivered");
    await clock.advance(1);
    expect(hooks.at(-1)?.params).toMatchObject({ MessageStatus: "undelivered", ErrorCode: "30003" });
  });
  test("a refusal is synchronous and reports nothing", async () => {
    carrier.setBehaviour(THEIRS, { sms: { kind: "refuses", code: 21408 } });
    const response = await text();
    expect([response.status, await response.json()]).toMatchObject([400, { code: 21408 }]);
    await clock.advance(60_000);
    expect(hooks).toEqual([]);
  });
  test("STOP blocks with 21610, START undoes it, and the webhook gets both", async () => {
    await carrier.textFrom(THEIRS, " Stop ");
    expect(await (await text()).json()).toMatchObject({ code: 21610 });
    await carrier.textFrom(THEIRS, "START");
    expect((await text()).status).toBe(201);
    expect(hooks.map(({ params }) => params["Body"])).toEqual([" Stop ", "START"]);
    expect(carrier.snapshot().messages.filter(({ direction }) => direction === "outbound-reply")).toHaveLength(2);
  });
  test("a sentence with stop in it is no opt-out", async () => {
    await carrier.textFrom(THEIRS, "stop it please");
    expect((await text()).status).toBe(201);
  });
  test("an inbound text is posted; the TwiML answer comes back as a text", async () => {
    answers["/inbound"] = () => xml("<Message>You have it &amp; all is well</Message>");
    await carrier.textFrom(THEIRS, "1");
    expect(hooks[0]?.params).toMatchObject({ From: THEIRS, To: OURS, Body: "1", SmsStatus: "received", NumMedia: "0" });
    expect(carrier.snapshot().messages.at(-1)).toMatchObject({ to: THEIRS, body: "You have it & all is well" });
  });
});

describe("calls", () => {
  const MENU = `<Gather numDigits="1" timeout="6" actionOnEmptyResult="true" action="/twilio/key?n=1"><Say>One alarm</Say></Gather><Say>never said</Say>`;

  test("rings until somebody answers; the key is posted to the action; the end is reported", async () => {
    answers["/voice"] = () => xml(MENU);
    answers["/key?n=1"] = () => xml("<Say>You have it</Say><Hangup/>");
    const sid = await sidOf(ring());
    await clock.advance(5000);
    await carrier.answer(sid);
    expect(hooks.at(-1)?.params).toMatchObject({ CallSid: sid, CallStatus: "in-progress", From: OURS, To: THEIRS });
    await carrier.press(sid, "1");
    expect(hooks.at(-1)).toMatchObject({ path: "/key?n=1", params: { Digits: "1", CallSid: sid } });
    await clock.advance(10_000);
    expect(statuses("/call")).toEqual(["initiated", "ringing", "in-progress", "completed"]);
    expect(carrier.snapshot().calls[0]).toMatchObject({
      spoken: ["One alarm", "You have it"],
      status: "completed",
      pressed: "1",
    });
  });
  test("nobody answers: no-answer at Timeout, not before", async () => {
    await ring();
    await clock.advance(40_999);
    expect(statuses("/call")).toEqual(["initiated", "ringing"]);
    await clock.advance(1);
    expect(statuses("/call")).toEqual(["initiated", "ringing", "no-answer"]);
  });
  test("only the asked-for events are reported", async () => {
    await call("Calls.json", {
      To: THEIRS,
      From: OURS,
      Url: `${HOOKS}/voice`,
      StatusCallback: `${HOOKS}/call`,
      Timeout: "5",
    });
    await clock.advance(10_000);
    expect(statuses("/call")).toEqual(["no-answer"]);
  });
  test("a busy phone, and a declined call, report busy", async () => {
    carrier.setBehaviour(THEIRS, { voice: { kind: "busy" } });
    await ring();
    await clock.advance(5000);
    carrier.setBehaviour(THEIRS, { voice: { kind: "human" } });
    const sid = await sidOf(ring());
    await clock.advance(2000);
    await carrier.hangUp(sid);
    expect(statuses("/call").filter((status) => status === "busy")).toHaveLength(2);
  });
  test("a phone that answers presses its key by itself", async () => {
    carrier.setBehaviour(THEIRS, { voice: { kind: "answers", afterSeconds: 3, digits: "1" } });
    answers["/voice"] = () => xml(MENU);
    await ring();
    await clock.advance(6000);
    expect(hooks.find(({ path }) => path === "/key?n=1")?.params["Digits"]).toBe("1");
  });
  test("voicemail answers, hears it all and presses nothing: the empty result reaches the action", async () => {
    carrier.setBehaviour(THEIRS, { voice: { kind: "voicemail" } });
    answers["/voice"] = () => xml(MENU);
    answers["/key?n=1"] = () => xml('<Pause length="2"/>');
    await ring();
    await clock.advance(60_000);
    expect(hooks.find(({ path }) => path === "/key?n=1")?.params["Digits"]).toBe("");
    expect(statuses("/call").at(-1)).toBe("completed");
  });
  test("without actionOnEmptyResult silence falls through to the next verb", async () => {
    carrier.setBehaviour(THEIRS, { voice: { kind: "voicemail" } });
    answers["/voice"] = () => xml(MENU.replace(' actionOnEmptyResult="true"', ""));
    await ring();
    await clock.advance(60_000);
    expect(carrier.snapshot().calls[0]?.spoken).toEqual(["One alarm", "never said"]);
  });
  test("Redirect fetches the next document relative to this one", async () => {
    answers["/voice"] = () => xml("<Redirect>voice2</Redirect>");
    answers["/voice2"] = () => xml("<Say>second</Say>");
    carrier.setBehaviour(THEIRS, { voice: { kind: "voicemail" } });
    await ring();
    await clock.advance(60_000);
    expect(carrier.snapshot().calls[0]?.spoken).toEqual(["second"]);
  });
  test.each([
    ["no XML", () => new Response("<Response><Say>a</Response>", { headers: { "content-type": "text/xml" } })],
    ["JSON", () => Response.json({})],
    ["an unescaped ampersand", () => xml("<Say>a & b</Say>")],
    ["an unknown verb", () => xml("<Sya>a</Sya>")],
    ["an error status", () => new Response("no", { status: 500 })],
    ["an endless redirect", () => xml("<Redirect>voice</Redirect>")],
  ])("%s is an application error, and the call ends", async (_what, document) => {
    answers["/voice"] = document;
    const sid = await sidOf(ring());
    await clock.advance(2000);
    await carrier.answer(sid);
    expect(carrier.snapshot().calls[0]).toMatchObject({
      status: "completed",
      spoken: [expect.stringContaining("application error")],
    });
  });
  test("our side cancels a ringing call; an ended one cannot be changed", async () => {
    const sid = await sidOf(ring());
    await clock.advance(2000);
    expect(await (await call(`Calls/${sid}.json`, { Status: "canceled" })).json()).toMatchObject({
      status: "canceled",
    });
    expect((await call(`Calls/${sid}.json`, { Status: "completed" })).status).toBe(400);
    await clock.advance(60_000);
    expect(statuses("/call")).toEqual(["initiated", "ringing", "canceled"]);
  });
});

describe("webhook retries", () => {
  test("an error status is not retried by itself, but is with rp=all; the fragment is not part of the url", async () => {
    answers["/inbound"] = () => new Response(null, { status: 500 });
    await carrier.textFrom(THEIRS, "hello");
    expect(hooks).toHaveLength(1);
    answers["/sms"] = answers["/inbound"];
    await text({ StatusCallback: `${HOOKS}/sms#rc=3&rp=all&rt=3000` });
    await clock.advance(0);
    expect(statuses("/sms")).toEqual(["queued", "queued", "queued", "queued"]);
  });
});

test("a snapshot starts an equal carrier whose open calls are over", async () => {
  await text();
  await ring();
  await clock.advance(2000);
  await carrier.textFrom(THEIRS, "STOP");
  const initial = carrier.snapshot();
  carrier = createFakeCarrier({
    accountSid: SID,
    authToken: TOKEN,
    numbers: [OURS],
    clock,
    inboundUrl: null,
    send: receive,
    initial,
  });
  expect(carrier.snapshot()).toEqual({ ...initial, calls: [{ ...initial.calls[0], status: "failed" }] });
  expect((await text()).status).toBe(400);
});
