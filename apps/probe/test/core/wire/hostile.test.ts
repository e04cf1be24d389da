import { checkSpec, type CheckSpec, type CheckType } from "@nightbell/shared/check/spec/spec";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CHECKERS } from "../../../src/core/checks/registry.ts";
import type { CheckContext, Checker, Finding } from "../../../src/core/checks/finding.ts";
import type { Egress } from "../../../src/core/egress.ts";
import { CheckFailure } from "../../../src/core/failure.ts";
import type { Connection, Io } from "../../../src/core/io.ts";
import { domainChecker } from "../../../src/core/checks/domain.ts";
import { textOf, utf8 } from "../../../src/core/wire/bytes.ts";
import { acceptOf } from "../../../src/core/wire/websocket.ts";
import { egressOver, scripted, SECRET, type Ending, type Server } from "./scripted.ts";

/** Whatever a server sends, in whatever pieces: a check ends, and with a finding or a CheckFailure. */

const host = "127.0.0.1";
const password = "{{password}}";
const login = { user: "lamp", password };
const sql = { host, user: "lamp", password, level: 3, query: "select 1", assertion: { op: "eq", value: "1" } };
const websocket = { url: "ws://127.0.0.1:9/", send: "x", expect: { kind: "regex", value: "(a+)+$" } };

const SPECS: CheckSpec[] = [
  { type: "postgres", ...sql, tls: "off" },
  { type: "postgres", ...sql },
  { type: "mysql", ...sql },
  { type: "mysql", ...sql, tls: "off" },
  { type: "redis", host, level: 3, password, command: "GET", key: "x", assertion: { op: "lt", value: "1" } },
  { type: "smtp", host, security: "tls", login },
  { type: "smtp", host, security: "starttls", login },
  { type: "imap", host, security: "tls", login },
  { type: "imap", host, security: "starttls", login },
  {
    type: "tcp",
    host,
    port: 9,
    steps: [
      { act: "expect", format: "regex", value: "(x+x+)+y" },
      { act: "send", format: "text", value: password },
      { act: "expect", format: "hex", value: "00" },
    ],
  },
  { type: "websocket", ...websocket },
  { type: "tls", host, starttls: "smtp" },
].map((spec) => checkSpec.parse(spec));

/** What each protocol wants to see, so that random bytes also come later in a conversation. */
const OPENINGS = [
  "S",
  "N",
  "R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I",
  "R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0",
  "Z\0\0\0\x05IZ\0\0\0\x05T",
  "D\x7f\xff\xff\xff\0\x01\0\0\0\x01",
  "J\0\0\0\x0a10.11.18-MariaDB\0\x01\x00\x00\x00lampword\x00\xff\xf7\x21\x02\0\xff\x81\x15\0\0\0\0\0\0\0\0\0\0lampwordlamp\0mysql_native_password\0",
  "\x07\0\0\x02\0\0\0\x02\0\0\0",
  "\x01\0\0\x01\x01",
  "\xff\xff\xff\x01\xfe",
  "+OK\r\n",
  "$2147483647\r\n",
  "*1\r\n",
  "*-1\r\n",
  "-NOAUTH x\r\n",
  "220 lamp\r\n",
  "250-lamp\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n",
  "334 VXNlcm5hbWU6\r\n",
  "* OK lamp\r\n",
  "* CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLS\r\na1 OK done\r\n",
  "a2 OK go\r\na3 OK\r\na4 OK\r\n",
  "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  "\x81\x7f\0\0\0\0\0\x10\0\0",
  "\x09\x00\x89\x00",
  SECRET,
].map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)));

const chunk = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...OPENINGS) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constant(new Uint8Array(70_000).fill(120)) },
);
const script = fc.record({
  spec: fc.constantFrom(...SPECS),
  opening: fc.array(chunk, { maxLength: 3 }),
  answers: fc.array(fc.array(chunk, { maxLength: 3 }), { maxLength: 8 }),
  ending: fc.constantFrom<Ending>("end", "break", "silence"),
});

async function outcome(
  checker: Checker<CheckType>,
  spec: CheckSpec,
  context: CheckContext,
  egress: Egress,
): Promise<Finding | CheckFailure> {
  try {
    return await checker(spec, context, egress);
  } catch (error) {
    if (error instanceof CheckFailure) return error;
    throw new Error(`${spec.type} threw ${String(error)}`, { cause: error });
  }
}

describe("a hostile server", () => {
  it("ends every check with a finding, and never sees it hang", async () => {
    const property = fc.asyncProperty(script, async ({ spec, opening, answers, ending }) => {
      let turn = 0;
      const { context, egress } = scripted(({ length }) => (length === 0 ? opening : (answers[turn++] ?? [])), ending);
      const found = await outcome(CHECKERS[spec.type] as Checker<CheckType>, spec, context, egress);
      if (found instanceof CheckFailure || !found.ok)
        expect(found instanceof CheckFailure ? found.message : found.detail).not.toBe("");
    });
    await fc.assert(property, { numRuns: 1_500 });
  });

  it.each([
    ["notices of Postgres", "postgres", [], Uint8Array.of(78, 0, 0, 64, 4, ...new Uint8Array(16_384))],
    [
      "data rows of Postgres",
      "postgres",
      ["R\0\0\0\x08\0\0\0\0Z\0\0\0\x05IZ\0\0\0\x05T"],
      Uint8Array.of(68, 0, 0, 16, 4, ...new Uint8Array(4_096)),
    ],
    ["letters", "smtp", [], new Uint8Array(16_384).fill(120)],
    ["lines of a reply", "smtp", [], utf8("220-and so on\r\n".repeat(1_000))],
    ["untagged lines", "imap", ["* OK\r\n"], utf8("* 1 EXISTS\r\n".repeat(1_000))],
    ["arrays in arrays", "redis", [], utf8("*1\r\n".repeat(1_000))],
    ["letters that nobody waits for", "tcp", [], new Uint8Array(16_384).fill(120)],
    ["headers", "websocket", ["HTTP/1.1 101 Switching\r\n"], utf8("a: b\r\n".repeat(1_000))],
  ] as const)("is read no further than half a megabyte: %s", async (_what, type, before, endless) => {
    let sent = 0;
    const spec = SPECS.find((one) => one.type === type) ?? checkSpec.parse(null);
    const { context, egress } = scripted(() => []);
    const beginning = before.map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
    const connection: Connection = {
      read: () => {
        const chunk = beginning.shift() ?? endless;
        sent += chunk.length;
        return Promise.resolve(chunk);
      },
      write: () => Promise.resolve(),
      startTls: () => connection,
      close: () => undefined,
    };
    const io: Io = { ...egress.io, connect: () => Promise.resolve(connection) };
    await outcome(CHECKERS[type] as Checker<CheckType>, spec, context, { ...egress, io });
    expect(sent).toBeLessThan(600_000);
  });
});

describe("a WebSocket that never stops talking", () => {
  const websocketServer = (frames: Uint8Array, told: { pongs: number }): Server => {
    return async (written) => {
      const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(textOf(written))?.[1];
      if (key === undefined && written.length > 0) told.pongs += 1;
      if (key === undefined) return [];
      const head = `HTTP/1.1 101 Hi\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${await acceptOf(key)}\r\n\r\n`;
      return [utf8(head), frames];
    };
  };
  const spec = checkSpec.parse({ type: "websocket", url: "ws://127.0.0.1:9/", expect: { kind: "text", value: "x" } });
  const many = (...frame: number[]): Uint8Array =>
    new Uint8Array(frame.length * 20_000).map((_, i) => frame[i % frame.length] ?? 0);

  it.each([
    ["messages", many(0x81, 1, 97), "expect_mismatch", 0],
    ["pings", many(0x89, 0), "protocol_error", 1_000],
    ["pieces of a message", Uint8Array.of(0x01, 0, ...many(0x00, 0)), "protocol_error", 0],
  ] as const)("is left: %s", async (_what, frames, reason, pongs) => {
    const told = { pongs: 0 };
    const { context, egress } = scripted(websocketServer(frames, told), "silence");
    const found = await outcome(CHECKERS.websocket as Checker<CheckType>, spec, context, egress);
    expect(found).toMatchObject({ cause: reason });
    expect(told.pongs).toBe(pongs);
  });
});

describe("a hostile resolver or registry", () => {
  const json = fc.oneof(
    fc.json(),
    fc
      .record({
        Status: fc.integer(),
        Answer: fc.array(fc.record({ type: fc.constantFrom(1, 257, 65), data: fc.string() })),
      })
      .map((value) => JSON.stringify(value)),
    fc
      .record({
        objectClassName: fc.constant("domain"),
        status: fc.array(fc.string()),
        events: fc.array(fc.record({ eventAction: fc.constant("expiration"), eventDate: fc.string() })),
      })
      .map((value) => JSON.stringify(value)),
    fc.constant(JSON.stringify({ services: [[["test"], ["http://127.0.0.1:9/", "http://[", "ftp://x/"]]] })),
  );
  const answers = fc.array(
    fc.record({
      body: json,
      status: fc.constantFrom(200, 200, 200, 302, 404, 500),
      location: fc.constantFrom("/", "http://10.0.0.1/", "http://[", ""),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it("ends every check with a finding", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    const property = fc.asyncProperty(answers, fc.constantFrom("A", "CAA", "HTTPS"), async (list, record) => {
      const { context, egress } = scripted(() => []);
      let turn = 0;
      const io: Io = {
        ...egress.io,
        fetch: () => {
          const { body, status, location } = list[turn++ % list.length] ?? { body: "", status: 200, location: "" };
          return Promise.resolve(new Response(body, { status, headers: { location } }));
        },
      };
      const out = egressOver(io, ["http://127.0.0.1:9/a", "http://127.0.0.1:9/b"]);
      const dns = checkSpec.parse({ type: "dns", name: "x.test", record, expect: "exists" });
      await outcome(CHECKERS.dns as Checker<CheckType>, dns, context, out);
      const domain = domainChecker("http://127.0.0.1:9/bootstrap") as Checker<CheckType>;
      const found = await outcome(domain, { type: "domain", domain: "x.test" }, context, out);
      expect(found).not.toBeInstanceOf(CheckFailure);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
