import { createVirtualClock, type VirtualClock } from "@nightbell/testkit/clock";
import { createDatabase, type EmbeddedDatabase } from "@nightbell/testkit/database/embedded";
import { serve } from "@nightbell/testkit/serve";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addresses, CARRIER_NUMBER } from "../src/config.ts";
import { loadSecrets, type Secrets } from "../src/secrets.ts";
import { createServices, type Services } from "../src/services/services.ts";
import { openStateFolder, type StateFolder } from "../src/state-folder.ts";

const at = addresses(8787);
const ANA = "+436601234567";
let folder: string;
let state: StateFolder;
let secrets: Secrets;
let clock: VirtualClock;
let services: Services;
let posted: { url: string; params: Record<string, string> }[];
let database: EmbeddedDatabase;

beforeAll(async () => {
  database = await createDatabase();
  await database.migrate();
}, 60_000);
afterAll(() => database.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nightbell-services-"));
  state = openStateFolder(folder, false);
  secrets = loadSecrets(state);
  clock = createVirtualClock();
  posted = [];
  start();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(): void {
  services = createServices({ at, secrets, state, clock, database, send: webhook });
}
async function webhook(request: Request): Promise<Response> {
  posted.push({ url: request.url, params: Object.fromEntries(new URLSearchParams(await request.text())) });
  if (!request.url.endsWith("/voice")) return new Response(null, { status: 204 });
  return new Response("<Response><Gather numDigits='1'><Say>Take it?</Say></Gather></Response>", {
    headers: { "content-type": "text/xml" },
  });
}

const ask = (path: string, init: RequestInit = {}, host = "localhost:8788") =>
  services.handle(
    new Request(`http://localhost:8788${path}`, {
      ...init,
      headers: { host, ...(init.headers as Record<string, string>) },
    }),
  );
const post = (path: string, body: unknown, method = "POST") =>
  ask(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const twilio = (resource: string, form: Record<string, string>) =>
  ask(`/2010-04-01/Accounts/${secrets.carrierSid}/${resource}.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${secrets.carrierSid}:${secrets.carrierToken}`)}` },
    body: new URLSearchParams({ To: ANA, From: CARRIER_NUMBER, ...form }),
  });
const json = async (response: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;
const handset = () => json(ask("/handset/api/state"));

describe("handset", () => {
  test("a text arrives; the answer goes to the inbound webhook", async () => {
    await twilio("Messages", { Body: "Your code is 123456" });
    expect((await post("/handset/api/texts", { from: "+43 660 1234567", body: "1" })).status).toBe(200);
    expect(posted).toMatchObject([
      { url: "http://localhost:8787/carrier/twilio/sms", params: { From: ANA, To: CARRIER_NUMBER, Body: "1" } },
    ]);
    expect(await handset()).toMatchObject({
      service: CARRIER_NUMBER,
      phones: [{ number: ANA }],
      messages: [{ body: "Your code is 123456" }, { body: "1" }],
    });
  });
  test("a call is answered, a key pressed, and hung up", async () => {
    const { sid } = await json(twilio("Calls", { Url: `${at.app}/voice` }));
    await clock.advance(1500);
    const call = async () => ((await handset())["calls"] as Record<string, unknown>[])[0];
    expect(await call()).toMatchObject({ status: "ringing" });
    expect((await post(`/handset/api/calls/${String(sid)}/answer`, {})).status).toBe(200);
    expect(await call()).toMatchObject({ status: "in-progress", spoken: ["Take it?"], listening: true });
    expect((await post(`/handset/api/calls/${String(sid)}/press`, { key: "1" })).status).toBe(200);
    expect(posted.at(-1)?.params).toMatchObject({ Digits: "1" });
    expect((await post(`/handset/api/calls/${String(sid)}/hang-up`, {})).status).toBe(200);
    expect(await json(post(`/handset/api/calls/${String(sid)}/press`, { key: "1" }))).toEqual({
      error: { message: "The call is over." },
    });
  });
  test("a number's behaviour can be set, and survives a restart with its texts", async () => {
    await post("/handset/api/behaviour", { number: ANA, sms: { kind: "refuses", code: 21211 } });
    await post("/handset/api/texts", { from: ANA, body: "hello" });
    services.save();
    start();
    expect(await handset()).toMatchObject({
      phones: [{ number: ANA, sms: { kind: "refuses" } }],
      messages: [{ body: "hello" }],
    });
    expect((await twilio("Messages", { Body: "x" })).status).toBe(400);
  });
  test("changes are pushed as they happen", async () => {
    const reader = (await ask("/handset/api/events")).body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toContain('"phones":[]');
    await post("/handset/api/phones", { number: ANA });
    expect(await next()).toContain(ANA);
    await reader?.cancel();
  });
  test.each([
    ["a bad number", "/handset/api/phones", { number: "12" }],
    ["an empty text", "/handset/api/texts", { from: ANA, body: " " }],
    ["an unknown behaviour", "/handset/api/behaviour", { number: ANA, sms: { kind: "explodes" } }],
    ["an unknown key", "/handset/api/phones", { number: ANA, colour: "red" }],
    ["a key no phone has", "/handset/api/calls/CA1/press", { key: "x" }],
  ])("%s gets 422 and a sentence", async (_what, path, body) => {
    const response = await post(path, body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/\w/) } });
    expect(await handset()).toMatchObject({ phones: [], messages: [] });
  });
});

describe("mail", () => {
  const send = (html?: string) =>
    ask("/emails", {
      method: "POST",
      headers: { authorization: `Bearer ${secrets.mailKey}` },
      body: JSON.stringify({
        from: "a@example.com",
        to: "ana@example.com",
        subject: "Sign in",
        text: "hi",
        ...(html ? { html } : {}),
      }),
    });
  test("is caught, shown without scripts, kept over a restart, and deleted", async () => {
    const { id } = await json(send("<script>alert(1)</script>"));
    const page = await ask(`/mail/api/mails/${String(id)}/html`);
    expect(page.headers.get("content-security-policy")).toMatch(/^sandbox (?!.*allow-scripts)/);
    services.save();
    start();
    expect(await json(ask("/mail/api/state"))).toMatchObject({ mails: [{ id, subject: "Sign in" }] });
    await post("/mail/api/clear", {});
    expect(await json(ask("/mail/api/state"))).toEqual({ mails: [] });
    expect((await ask(`/mail/api/mails/${String(id)}/html`)).status).toBe(404);
  });
});

test("the target breaks and mends, over a socket too", async () => {
  const served = await serve((request) =>
    services.handle(new Request(request, { headers: { host: "localhost:8788" } })),
  );
  const site = () => fetch(`${served.url}/target/site`);
  try {
    expect((await site()).status).toBe(200);
    await post("/target/api/state", { state: "error" }, "PUT");
    expect((await site()).status).toBe(500);
    await post("/target/api/state", { state: "reset" }, "PUT");
    await expect(site()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    await post("/target/api/state", { state: "healthy" }, "PUT");
    expect(await (await site()).text()).toContain("All is well.");
    expect((await post("/target/api/state", { state: "odd" }, "PUT")).status).toBe(422);
    for (const url of at.controls) expect((await ask(new URL(url).pathname)).status).toBe(204);
  } finally {
    await served.close();
  }
});

test("a test's browser subscribes at an address that the Workers may call", async () => {
  const subscription = await json(post("/push/subscriptions", {}));
  expect(subscription).toMatchObject({
    endpoint: expect.stringMatching(/^https:\/\/localhost:8788\/push\/send\/[\w-]+$/),
    keys: { p256dh: expect.stringMatching(/^[\w-]{87}$/), auth: expect.stringMatching(/^[\w-]{22}$/) },
  });
  const path = new URL(String(subscription["endpoint"])).pathname;
  expect((await ask(path, { method: "POST", body: "x" })).status).toBe(400);
  expect((await ask(`${path}x`, { method: "POST", body: "x" })).status).toBe(404);
});

test("/sql answers as the Workers' login", async () => {
  const response = await ask("/sql", {
    method: "POST",
    headers: {
      "Neon-Connection-String": "postgresql://nightbell_app:x@localhost/nightbell",
      "Neon-Raw-Text-Output": "true",
      "Neon-Array-Mode": "true",
    },
    body: JSON.stringify({ query: "select current_user", params: [] }),
  });
  expect(await response.json()).toMatchObject({ rows: [["nightbell_app"]] });
});

test("a foreign host name and a foreign content type are refused", async () => {
  expect((await ask("/handset/api/state", {}, "evil.example")).status).toBe(421);
  const form = await ask("/handset/api/texts", {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: JSON.stringify({ from: ANA, body: "1" }),
  });
  expect(form.status).toBe(415);
  expect(posted).toEqual([]);
});

test.each([
  "/handset",
  "/handset/handset.js",
  "/handset/handset.css",
  "/handset/view.js",
  "/handset/settings.js",
  "/handset/ringer.js",
  "/mail",
  "/mail/mail.js",
  "/mail/mail.css",
  "/target",
  "/target/target.js",
  "/assets/base.css",
  "/assets/live.js",
])("%s is served", async (path) => {
  const response = await ask(path);
  expect(response.status).toBe(200);
  expect((await response.text()).length).toBeGreaterThan(200);
});
