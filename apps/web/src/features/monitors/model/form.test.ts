import type { MonitorInput } from "@nightbell/shared/check/settings";
import { newMonitor } from "@nightbell/shared/check/settings";
import { CHECK_TYPES, checkSpec, type CheckSpec } from "@nightbell/shared/check/spec/spec";
import { describe, expect, it } from "vitest";
import { asksOfBody, blankCheck } from "./form-check.ts";
import { formOf, inputOf, type MonitorForm, nameOf, newForm } from "./form.ts";
import { changesOf, NOTHING_STORED } from "./form-secrets.ts";
import { linesOf, literalOf, textOf, textOfLines } from "./form-text.ts";

const step = {
  name: "sign in",
  url: "https://shop.example/login",
  method: "POST",
  headers: [{ name: "accept", value: "application/json" }],
  body: '{"password":"{{password}}"}',
  expectedStatus: "200",
  keywordsPresent: ["welcome"],
  json: [{ path: "$.token", op: "exists" }],
  extract: [{ name: "token", from: "json", expression: "$.token" }],
};
const server = { host: "db.example.com" };
const sql = {
  ...server,
  level: 3,
  tls: "require",
  user: "watch",
  password: "{{pg_password}}",
  database: "shop",
  query: "select 1",
  assertion: { op: "eq", value: "1" },
};

/** At least one check of every type, with much said and with little. */
const CHECKS: readonly CheckSpec[] = [
  {
    type: "http",
    url: "https://shop.example/health?a=1",
    method: "PUT",
    headers: [{ name: "x-key", value: "{{token}}" }],
    body: "hello",
    auth: { kind: "basic", user: "ana", password: "{{password}}" },
    expectedStatus: "200-299,301",
    keywordsPresent: ["ok", " with blanks ", "two\nlines", '"quoted"'],
    keywordsAbsent: ["error"],
    ignoreCase: true,
    bodyRegex: "^a|b$",
    json: [
      { path: "$.status", op: "eq", value: "UP" },
      { path: "$.n", op: "gt", value: 3 },
      { path: "$.code", op: "eq", value: "200" },
      { path: "$.ok", op: "eq", value: true },
      { path: "$.none", op: "ne", value: null },
      { path: "$.gone", op: "absent" },
      { path: "$.kind", op: "type", value: "null" },
      { path: "$.v", op: "matches", value: "5" },
    ],
    headerAssertions: [
      { name: "server", op: "exists" },
      { name: "x", op: "matches", value: "a.b" },
    ],
    redirects: "same-host",
    allowDowngrade: true,
  },
  { type: "http", url: "https://shop.example/{{token}}", auth: { kind: "bearer", token: "{{token}}" } },
  { type: "http", url: "https://a.example/", auth: { kind: "header", name: "x-api-key", value: "{{key}}" } },
  { type: "tls", ...server, port: 8443, serverName: "a.example", starttls: "smtp" },
  { type: "tls", ...server },
  { type: "domain", domain: "example.com" },
  {
    type: "tcp",
    ...server,
    port: 25_565,
    steps: [
      { act: "send", format: "hex", value: "0d 0a" },
      { act: "expect", format: "regex", value: "^220 " },
    ],
  },
  { type: "dns", name: "example.com", record: "MX", expect: "equals", values: ["10 a.example.", "20 b.example."] },
  { type: "dns", name: "example.com", record: "TXT", expect: "absent" },
  { type: "postgres", port: 5432, ...sql },
  { type: "postgres", ...server },
  { type: "mysql", ...sql, port: 3307, level: 2, password: null, query: null, assertion: null },
  { type: "redis", ...server, level: 3, tls: true, password: "{{password}}", command: "LLEN", key: "jobs" },
  { type: "redis", ...server, level: 3, user: "watch", assertion: { op: "lt", value: "100" } },
  { type: "smtp", ...server, security: "starttls", port: 587, login: { user: "ana", password: "{{password}}" } },
  { type: "imap", ...server, security: "tls", login: null },
  {
    type: "websocket",
    url: "wss://a.example/live",
    subprotocol: "v1",
    send: "hi",
    expect: { kind: "text", value: "yo" },
  },
  {
    type: "websocket",
    url: "wss://a.example/",
    headers: [{ name: "x", value: "y" }],
    expect: { kind: "regex", value: "a" },
  },
  {
    type: "websocket",
    url: "ws://a.example/",
    expect: { kind: "json", assertions: [{ path: "$.a", op: "eq", value: 1 }] },
  },
  { type: "websocket", url: "wss://a.example/" },
  { type: "flow", steps: [step, { name: "basket", url: "https://shop.example/basket" }], cookies: false },
  { type: "icmp", host: "10.0.0.1" },
  { type: "udp", ...server, port: 53, send: { format: "hex", value: "00" }, expect: { format: "regex", value: "x" } },
  { type: "udp", ...server, port: 53, send: { format: "text", value: "hi" } },
].map((check) => checkSpec.parse(check));

const PROBE = `prb_${"0".repeat(26)}` as const;
const input = (check: CheckSpec, over: Partial<MonitorInput> = {}): MonitorInput => {
  const isPrivate = check.type === "icmp" || check.type === "udp";
  const { secrets: _, ...rest } = newMonitor.parse({ name: "x", check, ...(isPrivate ? { regions: [PROBE] } : {}) });
  return { ...rest, ...over };
};

it("has an example of every type", () => {
  expect(new Set(CHECKS.map(({ type }) => type))).toEqual(new Set(CHECK_TYPES));
});

describe("shows a monitor and sends it unchanged", () => {
  it.each(CHECKS.map((check) => [check.type, check] as const))("%s", (_, check) => {
    const before = input(check);
    expect(inputOf(formOf(before))).toEqual(before);
    const form = formOf(before);
    expect(formOf(inputOf(form))).toEqual(form);
  });

  it("whatever its times, regions and network are", () => {
    const before = input(checkSpec.parse({ type: "http", url: "https://a.example/" }), {
      intervalSeconds: 45,
      timeoutMs: 2_500,
      degradedAfterMs: 1_700,
      failAfterMs: 1_234,
      recoverySeconds: 0,
      everyRegion: true,
      regions: [PROBE],
      network: {
        family: 6,
        clientCertificate: { certificate: "{{client_certificate}}", key: "{{own_key}}" },
        trustAnyCertificate: true,
      },
    });
    expect(inputOf(formOf(before))).toEqual(before);
    const ours = { ...before, regions: ["weur" as const, "apac" as const], network: null };
    expect(inputOf(formOf(ours))).toEqual(ours);
  });
});

describe("text", () => {
  it.each(["", "UP", "5", "true", "null", '"a"', " 5 ", "{}", "a\nb", 5, -1.5, true, false, null])(
    "reads %j back as what it was",
    (value) => expect(literalOf(textOf(value))).toBe(value),
  );

  it("keeps every phrase, whatever blanks and quotes it has", () => {
    const phrases = ["a", " a ", "a\nb", '"a"', '"', "5", 'say "hi"', "\t"];
    expect(linesOf(textOfLines(phrases))).toEqual(phrases);
    expect(linesOf(" a \n\n b")).toEqual(["a", "b"]);
  });
});

const web = (part: Partial<MonitorForm["check"]["web"]>): MonitorForm => {
  const form = newForm();
  return { ...form, check: { ...form.check, web: { ...form.check.web, ...part } } };
};

it("sends a bare host as https, named by its host", () => {
  const { check, name } = inputOf(web({ url: " shop.example/health " }));
  expect(check).toMatchObject({ url: "https://shop.example/health" });
  expect(name).toBe("shop.example");
});

it("names a monitor by what it is aimed at", () => {
  expect(CHECKS.filter(({ type }) => ["dns", "icmp", "flow", "domain"].includes(type)).map(nameOf)).toEqual([
    "example.com",
    "example.com MX",
    "example.com TXT",
    "shop.example",
    "10.0.0.1",
  ]);
});

it("sends of an edit only what changed, so that a new name does not make results void", () => {
  const before = web({ url: "https://a.example/" });
  expect(changesOf(before, { ...before, name: "new" }, NOTHING_STORED)).toEqual({ name: "new" });
  const after = web({ url: "https://a.example/", expectedStatus: "201" });
  expect(changesOf(before, after, NOTHING_STORED)).toEqual({ name: "a.example", check: inputOf(after).check });
});

it("keeps what was typed for another type", () => {
  const form = web({ url: "a.example", present: "ok" });
  const other = inputOf({ ...form, check: { ...form.check, type: "domain", domain: "a.example" } });
  expect(other.check).toEqual({ type: "domain", domain: "a.example" });
  expect(inputOf(form).check).toMatchObject({ keywordsPresent: ["ok"] });
});

it("knows when nothing but the status is asked", () => {
  const { web: blank } = blankCheck();
  expect(asksOfBody(blank)).toBe(false);
  expect(asksOfBody({ ...blank, present: " \n" })).toBe(false);
  expect(asksOfBody({ ...blank, json: [{ path: "$", op: "exists", value: "" }] })).toBe(true);
});
