import { expect } from "vitest";
import type { Expected, Row } from "./run-row.ts";

/** Servers with something wrong in their TLS (spec "checks" §7, cases 26 and 51 to 56). The root of the good ones is trusted. */

const fails = (cause: string, more: object = {}): Expected => ({ ok: false, cause, ...more });
/** An expiry so many days from now, to the day. */
const inDays = (days: number): unknown => expect.closeTo(Date.now() + days * 86_400_000, -8);

const tls = (n: number, what: string, server: string, expected: Row["expected"], timeoutMs = 3_000): Row => ({
  n,
  what,
  check: (_at, tlsAt) => ({ url: tlsAt(server), timeoutMs, purpose: "try" }),
  expected,
});

export const TLS_ROWS: Row[] = [
  tls(0, "a good chain", "tlsGood", { ok: true, certificate: { issuer: "Nightbell Test Intermediate" } }),
  tls(0, "a good chain over TLS 1.2", "tls12Good", { ok: true, certificate: { names: ["127.0.0.1", "localhost"] } }),
  tls(0, "a HelloRetryRequest", "tlsRetry", { ok: true, certificate: { names: ["127.0.0.1", "localhost"] } }),
  tls(51, "plain HTTP on the port", "pages", fails("not_tls")),
  tls(52, "expired", "tlsExpired", fails("tls_expired", { certificate: { notAfter: inDays(-1) } })),
  tls(52, "not yet valid", "tlsFuture", fails("tls_not_yet_valid")),
  tls(52, "5 days left", "tlsSoon", { ok: true, certificate: { notAfter: inDays(5) } }),
  tls(53, "for another host", "tlsOther", fails("tls_host_mismatch")),
  tls(53, "self-signed", "tlsSelfSigned", fails("tls_self_signed")),
  tls(53, "an untrusted root", "tlsStranger", fails("tls_untrusted")),
  tls(53, "an untrusted root that is sent along", "tlsStrangerRoot", fails("tls_untrusted")),
  tls(53, "a missing intermediate", "tlsIncomplete", fails("tls_incomplete_chain")),
  tls(53, "a chain in another order", "tlsReversed", { ok: true }),
  tls(53, "certificates too many", "tlsExtra", { ok: true }),
  tls(53, "SHA-1", "tlsSha1", fails("tls_untrusted")),
  tls(53, "10,000 names", "tlsManyNames", fails("tls_handshake_failure")),
  tls(53, "a chain of 50", "tlsLongChain", { ok: true }),
  tls(54, "TLS 1.0 only", "tls10", fails("tls_protocol_version")),
  tls(54, "TLS 1.1 only", "tls11", fails("tls_protocol_version")),
  tls(54, "ChaCha20 only, which the runtime has", "tlsChaCha", { ok: true }),
  tls(54, "ciphers of yesterday only", "tlsWeak", {
    workerd: fails("tls_handshake_failure"),
    node: { ok: true },
  }),
  tls(54, "refuses every cipher", "tlsRefuses", fails("tls_handshake_failure")),
  tls(55, "endless handshake records", "tlsEndless", fails("tls_handshake_failure")),
  tls(55, "a huge record", "tlsHugeRecord", fails("tls_handshake_failure")),
  tls(55, "never goes on", "hang", fails("tls_timeout"), 1_000),
  tls(56, "close_notify in mid-handshake", "tlsCloseNotify", fails("tls_alert")),
  tls(56, "another alert", "tlsInternalError", fails("tls_alert")),
  tls(56, "cut in mid-handshake", "tlsCut", fails("connection_reset")),
  tls(0, "closes without an answer", "empty", fails("empty_reply")),
  tls(0, "wants a client certificate", "tlsClient", fails("client_certificate_required")),
  tls(0, "wants a client certificate over TLS 1.2", "tls12Client", fails("client_certificate_required")),
  tls(45, "not HTTP inside TLS", "tlsGarbage", fails("protocol_error")),
  tls(37, "never answers inside TLS", "tlsHang", fails("timeout_ttfb"), 1_000),
  {
    n: 26,
    what: "a redirect from https to http",
    check: (at, tlsAt) => ({ url: tlsAt("tlsGood", `/to?url=${encodeURIComponent(at("pages", "/ok"))}`) }),
    expected: fails("redirect_downgrade"),
  },
  {
    n: 26,
    what: "the same, allowed, without the secrets",
    check: (at, tlsAt) => ({
      url: tlsAt("tlsGood", `/to?url=${encodeURIComponent(at("pages", "/echo"))}`),
      allowDowngrade: true,
      auth: { kind: "bearer", token: "{{token}}" },
      headers: [{ name: "x-mine", value: "yes" }],
      secrets: { token: "tok-secret" },
      keywordsPresent: ["nightbell-check"],
      keywordsAbsent: ["authorization", "x-mine"],
    }),
    expected: { ok: true, redirects: 1 },
  },
];
