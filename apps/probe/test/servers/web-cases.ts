import type { Case } from "./run-case.ts";

/** What an HTTP check must find at nginx: running, stopped, hung, full, with a wrong password, behind the wrong scheme. */

const http = (url: string, more: Record<string, unknown> = {}): Case["check"] => ({ type: "http", url, ...more });
const login = { auth: { kind: "basic", user: "nightbell", password: "{{password}}" } };

export const NGINX: Case[] = [
  { name: "plain", check: http("http://localhost:nginx/"), expected: "ok" },
  {
    name: "words of a compressed page over TLS",
    check: http("https://localhost:nginxTls/", { keywordsPresent: ["All is well."] }),
    expected: "ok",
  },
  {
    name: "other words",
    check: http("https://localhost:nginxTls/", { keywordsPresent: ["eaten by a grue"] }),
    expected: "keyword_missing",
  },
  { name: "stopped", check: http("http://localhost:closed/"), expected: "connect_refused" },
  { name: "stopped, with TLS", check: http("https://localhost:closed/"), expected: "connect_refused" },
  { name: "hung", check: http("http://localhost:nginxHung/"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "full", check: http("http://localhost:nginx/full"), expected: "http_status", says: /503/ },
  { name: "its backend is gone", check: http("http://localhost:nginx/broken"), expected: "http_status", says: /502/ },
  { name: "right password", check: http("https://localhost:nginxTls/closed", login), expected: "ok" },
  {
    name: "wrong password",
    check: http("https://localhost:nginxTls/closed", login),
    password: "wrong",
    expected: "http_status",
    says: /401/,
  },
  { name: "no password", check: http("http://localhost:nginx/closed"), expected: "http_status", says: /401/ },
  { name: "no such page", check: http("http://localhost:nginx/attic"), expected: "http_status", says: /404/ },
  { name: "https at the plain port", check: http("https://localhost:nginx/"), expected: "not_tls" },
  { name: "http at the TLS port", check: http("http://localhost:nginxTls/"), expected: "http_status", says: /400/ },
  { name: "another name", check: http("https://127.0.0.1:nginxTls/"), expected: "tls_host_mismatch" },
  {
    name: "wants a client's certificate",
    check: http("https://localhost:nginxClients/"),
    expected: "http_status",
    says: /400/,
  },
  { name: "its certificate", check: { type: "tls", host: "localhost", port: "nginxTls" }, expected: "ok" },
];
