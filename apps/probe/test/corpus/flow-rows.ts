import { expect } from "vitest";
import type { Row } from "./run-row.ts";

/** Flows of several steps (spec "checks" §1), and options of HTTP checks that need an answering server. */

const TOKEN = { name: "token", from: "json", expression: "$.data.token" };
const flow = (steps: object[], more: object = {}) => ({ type: "flow", steps, ...more });

export const FLOW_ROWS: Row[] = [
  {
    n: 0,
    what: "a value from one answer is sent with the next",
    check: (at) =>
      flow([
        { name: "Get a token", url: at("pages", "/token"), extract: [TOKEN] },
        { name: "Use it", url: at("pages", "/private?token={{token}}"), keywordsPresent: ["hello"] },
        {
          name: "Use it in a header",
          url: at("pages", "/private"),
          headers: [{ name: "authorization", value: "Bearer {{token}}" }],
          keywordsPresent: ["hello"],
        },
      ]),
    expected: { ok: true, status: 200 },
  },
  {
    n: 0,
    what: "values from a header and by a regex",
    check: (at) =>
      flow([
        {
          name: "Get them",
          url: at("pages", "/token"),
          extract: [
            { name: "request", from: "header", expression: "x-request" },
            { name: "csrf", from: "regex", expression: '"csrf":"([^"]+)"' },
          ],
        },
        {
          name: "Send them",
          method: "POST",
          url: at("pages", "/echo?r={{request}}"),
          body: "csrf={{csrf}}",
          keywordsPresent: ["r=r-77", "csrf=x5y"],
        },
      ]),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "a cookie that a redirect sets",
    check: (at) =>
      flow([
        { name: "Log in", method: "POST", url: at("pages", "/login"), body: "who=me" },
        { name: "Look", url: at("pages", "/private"), keywordsPresent: ["hello"] },
      ]),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "no cookies where they are not wanted",
    check: (at) =>
      flow(
        [
          { name: "Log in", url: at("pages", "/login") },
          { name: "Look", url: at("pages", "/private") },
        ],
        { cookies: false },
      ),
    expected: { ok: false, cause: "http_status", status: 403, detail: 'step "Look": status 403 instead of 200-299' },
  },
  {
    n: 0,
    what: "the first failing step, named",
    check: (at) =>
      flow([
        { name: "Start", url: at("pages", "/ok") },
        { name: "Pay", url: at("pages", "/status?code=500") },
        { name: "Never", url: at("canary").replace("127.0.0.1", "127.0.0.2") },
      ]),
    expected: { ok: false, cause: "http_status", detail: 'step "Pay": status 500 instead of 200-299' },
  },
  {
    n: 0,
    what: "a value that is not there",
    check: (at) => flow([{ name: "Get a token", url: at("pages", "/ok"), extract: [TOKEN] }]),
    expected: {
      ok: false,
      cause: "json",
      detail: expect.stringContaining('step "Get a token": token cannot be taken'),
    },
  },
  {
    n: 0,
    what: "a rendered URL is guarded again",
    check: (at) =>
      flow([
        {
          name: "Get a host",
          url: at("pages", '/json?text={"host":"169.254.169.254"}'),
          extract: [{ name: "host", from: "json", expression: "$.host" }],
        },
        { name: "Go there", url: "http://{{host}}/latest/meta-data/" },
      ]),
    expected: { ok: false, cause: "target_not_public", detail: expect.stringContaining('step "Go there"') },
  },
  {
    n: 0,
    what: "a secret that leads inside, and is not shown",
    check: () => ({ url: "http://{{host}}/", secrets: { host: "10.0.0.77" } }),
    expected: { ok: false, cause: "target_not_public", detail: expect.not.stringContaining("10.0.0.77") },
  },
  {
    n: 0,
    what: "credentials, headers and a body, with secrets",
    check: (at) => ({
      url: at("pages", "/echo"),
      method: "PUT",
      auth: { kind: "bearer", token: "{{token}}" },
      headers: [{ name: "X-Team", value: "night {{word}}" }],
      body: '{"word":"{{word}}","other":"{{unknown}}"}',
      secrets: { token: "tok-1", word: "owl" },
      keywordsPresent: [
        '"authorization":"Bearer tok-1"',
        '"x-team":"night owl"',
        '\\"word\\":\\"owl\\"',
        "{{unknown}}",
      ],
    }),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "a secret with a line break in a header",
    check: (at) => ({
      url: at("pages", "/echo"),
      headers: [{ name: "x-key", value: "{{key}}" }],
      secrets: { key: "one\r\nx-evil: yes" },
    }),
    expected: { ok: false, cause: "protocol_error" },
  },
  {
    n: 0,
    what: "keywords in any case of letters",
    check: (at) => ({ url: at("pages", "/page"), keywordsPresent: ["grüsse", "GRÜSSE"], ignoreCase: true }),
    expected: { ok: false, cause: "keyword_missing" },
  },
  {
    n: 0,
    what: "keywords in any case of letters, and in the page's character set",
    check: (at) => ({
      url: at("pages", "/latin1"),
      keywordsPresent: ["GRÜßE"],
      keywordsAbsent: ["grue"],
      ignoreCase: true,
    }),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "a keyword across two chunks",
    check: (at) => ({ url: at("pages", "/split"), keywordsPresent: ["keyword"], bodyRegex: "^key\\w+$" }),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "claims about JSON that hold",
    check: (at) => ({
      url: at("pages", "/token"),
      json: [
        { path: "$.data.token", op: "matches", value: "^tok-\\d+$" },
        { path: "$.data.token.length()", op: "gt", value: 10 },
        { path: "$.error", op: "absent" },
      ],
    }),
    expected: { ok: true },
  },
  {
    n: 0,
    what: "a claim about JSON that does not",
    check: (at) => ({ url: at("pages", "/json"), json: [{ path: "$.status", op: "eq", value: "fine" }] }),
    expected: { ok: false, cause: "json", detail: '$.status should be eq "fine", and is "ok"' },
  },
  {
    n: 0,
    what: "a claim about a header that does not hold",
    check: (at) => ({ url: at("pages", "/token"), headerAssertions: [{ name: "X-Request", op: "eq", value: "r-78" }] }),
    expected: { ok: false, cause: "header" },
  },
  {
    n: 0,
    what: "a body of a request goes on to the same origin alone",
    check: (at) => ({
      url: at("pages", `/to?code=307&url=${encodeURIComponent("/echo")}`),
      method: "POST",
      body: "pay {{amount}}",
      secrets: { amount: "12.50" },
      keywordsPresent: ["pay 12.50"],
    }),
    expected: { ok: true, redirects: 1 },
  },
  {
    n: 0,
    what: "a secret's value that somebody wrote into a claim",
    check: (at) => ({ url: at("pages", "/ok"), keywordsPresent: ["open sesame"], secrets: { word: "sesame" } }),
    expected: { ok: false, cause: "keyword_missing", detail: '"open ***" is not on the page' },
  },
  {
    n: 0,
    what: "a secret's value in a certificate",
    check: (_at, tlsAt) => ({
      url: tlsAt("tlsGood"),
      secrets: { issuer: "Intermediate", host: "localhost" },
      purpose: "try",
      timeoutMs: 3_000,
    }),
    expected: { ok: true, certificate: { issuer: "Nightbell Test ***", names: ["127.0.0.1", "***"] } },
  },
  {
    n: 0,
    what: "a redirect whose own status is expected",
    check: (at) => ({ url: at("pages", "/loop"), expectedStatus: "200,302" }),
    expected: { ok: true, status: 302, redirects: 0 },
  },
  {
    n: 0,
    what: "HEAD, which has no page",
    check: (at) => ({ url: at("pages", "/ok"), method: "HEAD" }),
    expected: { ok: true, status: 200, bytes: 0 },
  },
  {
    n: 0,
    what: "a POST that a 303 turns into GET",
    check: (at) => ({
      url: at("pages", `/to?code=303&url=${encodeURIComponent("/echo")}`),
      method: "POST",
      body: "x",
      keywordsPresent: ['"method":"GET"', '"body":""'],
    }),
    expected: { ok: true, redirects: 1 },
  },
];
