import type { Case } from "./run-case.ts";

/** Mail servers, names, certificates, ports and WebSockets, as `cases.ts`. */

const host = "localhost";
const login = { user: "lamp", password: "{{password}}" };

const smtp = (port: string, security: "tls" | "starttls", more: object = {}): Case["check"] => ({
  type: "smtp",
  host,
  port,
  security,
  ...more,
});

const SMTP: Case[] = [
  { name: "TLS", check: smtp("smtps", "tls"), expected: "ok" },
  { name: "STARTTLS", check: smtp("smtp", "starttls"), expected: "ok" },
  { name: "login", check: smtp("smtps", "tls", { login }), expected: "ok" },
  { name: "login after STARTTLS", check: smtp("smtp", "starttls", { login }), expected: "ok" },
  {
    name: "wrong password",
    check: smtp("smtps", "tls", { login }),
    password: "wrong",
    expected: "auth_failed",
    says: /535 Incorrect/,
  },
  { name: "stopped", check: smtp("closed", "starttls"), expected: "connect_refused" },
  { name: "hung", check: smtp("silent", "starttls"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "full", check: smtp("smtpFull", "starttls"), expected: "query_failed", says: /421 .*[Tt]oo many/ },
  { name: "no STARTTLS", check: smtp("smtpPlain", "starttls"), expected: "not_tls", says: /does not offer STARTTLS/ },
  { name: "plain where TLS should be", check: smtp("smtpPlain", "tls"), expected: "not_tls" },
  {
    name: "certificate for another name",
    check: { ...smtp("smtp", "starttls"), host: "127.0.0.1" },
    expected: "tls_host_mismatch",
  },
  { name: "Redis instead", check: smtp("redisHung", "starttls"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "a mailbox server instead", check: smtp("imap", "starttls"), expected: "protocol_error" },
  {
    name: "words before TLS",
    check: smtp("injecting", "starttls"),
    expected: "protocol_error",
    says: /before TLS began/,
  },
];

/** Mail servers that no program is. */
const ODD_SMTP: Case[] = [
  { name: "a stranger's certificate", check: smtp("starttlsUntrusted", "starttls"), expected: "tls_untrusted" },
  { name: "hung in the handshake", check: smtp("starttlsHung", "starttls"), expected: "tls_timeout", timeoutMs: 800 },
  { name: "closed in the handshake", check: smtp("starttlsClosing", "starttls"), expected: "empty_reply" },
  {
    name: "a stranger's certificate, looked at",
    check: { type: "tls", host, port: "starttlsUntrusted", starttls: "smtp" },
    expected: "tls_untrusted",
  },
  { name: "a client certificate wanted", check: smtp("clientWanted", "tls"), expected: "client_certificate_required" },
];

const imap = (port: string, security: "tls" | "starttls", more: object = {}): Case["check"] => ({
  type: "imap",
  host,
  port,
  security,
  ...more,
});

const IMAP: Case[] = [
  { name: "TLS", check: imap("imaps", "tls"), expected: "ok" },
  { name: "STARTTLS", check: imap("imap", "starttls"), expected: "ok" },
  { name: "login", check: imap("imaps", "tls", { login }), expected: "ok" },
  { name: "login after STARTTLS", check: imap("imap", "starttls", { login }), expected: "ok" },
  {
    name: "wrong password",
    check: imap("imaps", "tls", { login }),
    password: "wrong",
    expected: "auth_failed",
    says: /AUTHENTICATIONFAILED/,
  },
  { name: "stopped", check: imap("closed", "starttls"), expected: "connect_refused" },
  { name: "hung", check: imap("silent", "starttls"), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "no STARTTLS", check: imap("imapPlain", "starttls"), expected: "not_tls" },
  { name: "plain where TLS should be", check: imap("imapPlain", "tls"), expected: "not_tls" },
  {
    name: "certificate for another name",
    check: { ...imap("imap", "starttls"), host: "127.0.0.1" },
    expected: "tls_host_mismatch",
  },
  { name: "a mail server instead", check: imap("smtp", "starttls"), expected: "protocol_error" },
];

const dns = (name: string, record: string, expect: string, ...values: string[]): Case["check"] => ({
  type: "dns",
  name,
  record,
  expect,
  values,
});

const DNS: Case[] = [
  {
    name: "A exists",
    check: dns("web.lamp.test", "A", "exists"),
    expected: "ok",
    says: /192\.0\.2\.80, 192\.0\.2\.81/,
  },
  {
    name: "A equals, in any order",
    check: dns("web.lamp.test", "A", "equals", "192.0.2.81", "192.0.2.80"),
    expected: "ok",
  },
  { name: "A through a CNAME", check: dns("www.lamp.test", "A", "contains", "192.0.2.80"), expected: "ok" },
  { name: "CNAME", check: dns("www.lamp.test", "CNAME", "equals", "WEB.lamp.test"), expected: "ok" },
  {
    name: "AAAA in another spelling",
    check: dns("web.lamp.test", "AAAA", "equals", "2001:0db8::0080"),
    expected: "ok",
  },
  { name: "MX", check: dns("lamp.test", "MX", "equals", "10 mail.lamp.test"), expected: "ok" },
  {
    name: "TXT of two strings",
    check: dns("lamp.test", "TXT", "equals", "v=spf1 include:lamp.test -all"),
    expected: "ok",
  },
  { name: "NS", check: dns("lamp.test", "NS", "equals", "ns.lamp.test."), expected: "ok" },
  { name: "SOA", check: dns("lamp.test", "SOA", "exists"), expected: "ok" },
  { name: "CAA", check: dns("lamp.test", "CAA", "equals", '0 issue "ca.example"'), expected: "ok" },
  { name: "SRV", check: dns("_sip._tcp.lamp.test", "SRV", "equals", "1 2 5060 web.lamp.test"), expected: "ok" },
  { name: "PTR of an address", check: dns("192.0.2.80", "PTR", "equals", "web.lamp.test"), expected: "ok" },
  {
    name: "DS",
    check: dns(
      "_ds.lamp.test",
      "DS",
      "contains",
      "2371 13 2 1f987cc6583e92df0890718c42a2b4c9a9a5db8b2a1d6b4c4b0d5f1b2c3d4e5f",
    ),
    expected: "ok",
  },
  { name: "HTTPS", check: dns("web.lamp.test", "HTTPS", "equals", "1 . alpn=h2,h3"), expected: "ok" },
  { name: "absent", check: dns("lamp.test", "A", "absent"), expected: "ok" },
  {
    name: "mismatch at both",
    check: dns("web.lamp.test", "A", "equals", "192.0.2.80"),
    expected: "dns_mismatch",
    says: /to be 192\.0\.2\.80, got 192\.0\.2\.80, 192\.0\.2\.81$/,
  },
  { name: "no such record", check: dns("lamp.test", "A", "exists"), expected: "dns_mismatch", says: /has no A record/ },
  { name: "no such name", check: dns("attic.lamp.test", "A", "exists"), expected: "dns_nxdomain" },
  { name: "present, though it should be absent", check: dns("web.lamp.test", "A", "absent"), expected: "dns_mismatch" },
  {
    name: "resolvers disagree",
    check: dns("moving.lamp.test", "A", "equals", "192.0.2.80"),
    expected: "dns_disagree",
    says: /1 of 2 resolvers/,
  },
  { name: "name servers down", check: dns("x.broken.lamp.test", "A", "exists"), expected: "dns_servfail" },
];

const tls = (port: string, more: object = {}): Case["check"] => ({ type: "tls", host, port, ...more });

const TLS: Case[] = [
  { name: "trusted", check: tls("goodTls"), expected: "ok" },
  { name: "expired", check: tls("expired"), expected: "tls_expired" },
  { name: "self-signed", check: tls("selfSigned"), expected: "tls_self_signed" },
  { name: "a cipher that only the runtime knows", check: tls("unreadable"), expected: "ok" },
  { name: "a stranger's", check: tls("untrusted"), expected: "tls_untrusted" },
  { name: "a client certificate wanted", check: tls("clientWanted"), expected: "ok" },
  { name: "another host", check: tls("otherHost"), expected: "tls_host_mismatch", says: /elsewhere\.test/ },
  { name: "the name that was asked for", check: tls("otherHost", { serverName: "elsewhere.test" }), expected: "ok" },
  { name: "no TLS", check: tls("web"), expected: "not_tls" },
  { name: "stopped", check: tls("closed"), expected: "connect_refused" },
  { name: "hung", check: tls("silent"), expected: "tls_timeout", timeoutMs: 800 },
];

const STARTTLS: Record<string, Case[]> = {
  exim4: [
    { name: "SMTP", check: tls("smtp", { starttls: "smtp" }), expected: "ok" },
    { name: "SMTP without it", check: tls("smtpPlain", { starttls: "smtp" }), expected: "not_tls" },
  ],
  dovecot: [{ name: "IMAP", check: tls("imap", { starttls: "imap" }), expected: "ok" }],
  postgres: [
    { name: "Postgres", check: tls("postgres", { starttls: "postgres" }), expected: "ok" },
    { name: "Postgres without it", check: tls("postgresFull", { starttls: "postgres" }), expected: "not_tls" },
  ],
};

const tcp = (port: string, ...steps: [act: "send" | "expect", format: string, value: string][]): Case["check"] => ({
  type: "tcp",
  host,
  port,
  steps: steps.map(([act, format, value]) => ({ act, format, value })),
});

const TCP: Case[] = [
  { name: "a connection", check: tcp("silent"), expected: "ok" },
  { name: "stopped", check: tcp("closed"), expected: "connect_refused" },
  {
    name: "a conversation",
    check: tcp(
      "polite",
      ["expect", "regex", "^220 (\\w+)"],
      ["expect", "text", "ready"],
      ["send", "text", "{{token}}\n"],
      ["expect", "text", "said sesame, good bye"],
    ),
    expected: "ok",
  },
  { name: "bytes", check: tcp("echo", ["send", "hex", "00 ff 17"], ["expect", "hex", "ff17"]), expected: "ok" },
  {
    name: "something else",
    check: tcp("polite", ["send", "text", "x\n"], ["expect", "text", "grue"]),
    expected: "expect_mismatch",
    says: /expected "grue", got "220 lamp ready 250/,
  },
  {
    name: "a secret sent back",
    check: tcp("echo", ["send", "text", "{{token}}"], ["expect", "text", "grue"]),
    timeoutMs: 800,
    expected: "expect_mismatch",
    says: /got "\*\*\*"$/,
  },
  { name: "nothing", check: tcp("silent", ["expect", "text", "x"]), expected: "timeout_ttfb", timeoutMs: 800 },
  { name: "closed at once", check: tcp("closing", ["expect", "text", "x"]), expected: "empty_reply" },
  { name: "never ending", check: tcp("endless", ["expect", "regex", "(x+x+)+y"]), expected: "expect_mismatch" },
  { name: "a private address", check: { ...tcp("silent"), host: "10.0.0.1" }, expected: "target_not_public" },
];

const ws = (path: string, more: object = {}): Case["check"] => ({
  type: "websocket",
  url: `ws://localhost:web${path}`,
  ...more,
});
const text = (value: string) => ({ kind: "text", value });

const WEBSOCKET: Case[] = [
  { name: "opened", check: ws("/"), expected: "ok" },
  { name: "over TLS", check: { ...ws("/"), url: "wss://localhost:webSecure/" }, expected: "ok" },
  {
    name: "greeting after a ping, with a header",
    check: ws("/", { headers: [{ name: "X-Token", value: "{{token}}" }], expect: text("hello sesame") }),
    expected: "ok",
  },
  { name: "an echo in two frames", check: ws("/echo", { send: "lamp", expect: text("lamp!") }), expected: "ok" },
  {
    name: "a regular expression",
    check: ws("/echo", { send: "lamp 7", expect: { kind: "regex", value: "^lamp \\d!$" } }),
    expected: "ok",
  },
  {
    name: "JSON",
    check: ws("/echo", { send: "[1] ", expect: { kind: "json", assertions: [{ path: "$[0]", op: "eq", value: 1 }] } }),
    expected: "expect_mismatch",
    says: /JSON/,
    timeoutMs: 800,
  },
  {
    name: "another message",
    check: ws("/", { expect: text("grue") }),
    expected: "expect_mismatch",
    timeoutMs: 800,
    says: /got "hello/,
  },
  { name: "no message", check: ws("/mute", { expect: text("x") }), expected: "timeout_ttfb", timeoutMs: 800 },
  {
    name: "closed by the server",
    check: ws("/close", { expect: text("x") }),
    expected: "expect_mismatch",
    says: /4001: go away/,
  },
  { name: "a subprotocol", check: ws("/", { subprotocol: "lamp.v1" }), expected: "ok" },
  {
    name: "an unknown subprotocol",
    check: ws("/", { subprotocol: "attic.v9" }),
    expected: "no_upgrade",
    says: /attic/,
  },
  { name: "refused", check: ws("/refuse"), expected: "no_upgrade", says: /403 Forbidden/ },
  { name: "a false accept", check: ws("/false-accept"), expected: "no_upgrade", says: /Sec-WebSocket-Accept/ },
  { name: "no HTTP", check: { ...ws("/"), url: "ws://localhost:garbage/" }, expected: "protocol_error" },
  { name: "stopped", check: { ...ws("/"), url: "ws://localhost:closed/" }, expected: "connect_refused" },
  {
    name: "a certificate for another name",
    check: { ...ws("/"), url: "wss://127.0.0.1:webSecure/" },
    expected: "tls_host_mismatch",
  },
];

const udp = (port: string, expect: string | null): Case["check"] => ({
  type: "udp",
  host,
  port,
  send: { format: "text", value: "{{token}}?" },
  expect: expect === null ? null : { format: "text", value: expect },
});

const DATAGRAMS: Case[] = [
  { name: "UDP answered", check: udp("datagrams0", "sesame? yes"), expected: "ok", only: "node" },
  {
    name: "UDP answered with something else",
    check: udp("datagrams0", "grue"),
    expected: "expect_mismatch",
    only: "node",
  },
  {
    name: "UDP without an answer",
    check: udp("datagrams1", null),
    expected: "timeout_ttfb",
    timeoutMs: 800,
    only: "node",
  },
  { name: "UDP closed", check: udp("closed", null), expected: "connect_refused", only: "node" },
  {
    name: "UDP from a Worker",
    check: udp("datagrams0", null),
    expected: "unknown",
    says: /a probe of your own/,
    only: "workerd",
  },
  {
    name: "ICMP from a Worker",
    check: { type: "icmp", host },
    expected: "unknown",
    says: /a probe of your own/,
    only: "workerd",
  },
];

export const NETWORK: Record<string, Case[]> = { exim4: SMTP, dovecot: IMAP, named: DNS };
export const EVERYWHERE: Record<string, Case[]> = {
  tls: TLS,
  tcp: TCP,
  websocket: WEBSOCKET,
  datagrams: DATAGRAMS,
  "odd mail servers": ODD_SMTP,
};
export { STARTTLS };
