import { checkSpec, type CheckType } from "@nightbell/shared/check/spec/spec";
import { describe, expect, it } from "vitest";
import type { Checker } from "../../../src/core/checks/finding.ts";
import { CHECKERS } from "../../../src/core/checks/registry.ts";
import type { Io } from "../../../src/core/io.ts";
import { utf8 } from "../../../src/core/wire/bytes.ts";
import { egressOver, scripted } from "./scripted.ts";

/** A Worker cannot open sockets to Cloudflare: that a host is there says nothing of it. */

const login = { host: "hidden.example", level: 1 };
const SPECS = [
  { type: "tcp", host: "hidden.example", port: 7 },
  { type: "tls", host: "hidden.example" },
  { type: "websocket", url: "wss://hidden.example/live" },
  { type: "redis", ...login },
  { type: "postgres", ...login },
  { type: "mysql", ...login },
  { type: "smtp", host: "hidden.example", security: "tls" },
  { type: "imap", host: "hidden.example", security: "tls" },
].map((spec) => checkSpec.parse(spec));

const findingFrom = (address: string, spec: (typeof SPECS)[number], host: string, resolve: Io["resolve"]) => {
  const { context, egress } = scripted(() => [utf8("+PONG\r\n")]);
  const Answer = [{ type: 1, TTL: 0, data: address }];
  const io: Io = { ...egress.io, resolve, fetch: () => Promise.resolve(Response.json({ Status: 0, Answer })) };
  const asked = JSON.parse(JSON.stringify(spec).replaceAll("hidden.example", host)) as typeof spec;
  return (CHECKERS[spec.type] as Checker<CheckType>)(asked, context, egressOver(io, ["https://resolver.example/"]));
};

describe("a lost connection", () => {
  const redis = checkSpec.parse({ type: "redis", host: "127.0.0.1" });
  const lost = (chunks: string[], ending: "end" | "break") => {
    const { context, egress } = scripted(({ length }) => (length === 0 ? chunks.map(utf8) : []), ending);
    return (CHECKERS.redis as Checker<CheckType>)(redis, context, egress);
  };

  it.each([
    ["before a word", [], "end", "empty_reply"],
    ["by a reset", [], "break", "connection_reset"],
    ["in the middle", ["+PO"], "end", "connection_reset"],
  ] as const)("%s may be tried again", async (_when, chunks, ending, cause) => {
    expect(await lost([...chunks], ending)).toMatchObject({ ok: false, cause, retryable: true });
  });

  it("is no wrong answer", async () => {
    const finding = await lost(["HTTP/1.1 400 Bad Request\r\n"], "end");
    expect(finding).toMatchObject({ cause: "protocol_error", retryable: false, phases: { connect: 0, ttfb: 1 } });
  });
});

describe("a host behind Cloudflare", () => {
  it.each(SPECS)("is neither up nor down for $type from a Worker", async (spec) => {
    const finding = await findingFrom("104.16.1.1", spec, "hidden.example", null);
    expect(finding).toMatchObject({ ok: false, unknown: true, detail: expect.stringContaining("behind Cloudflare") });
  });

  it("is checked from elsewhere, as are others from a Worker", async () => {
    const redis = checkSpec.parse({ type: "redis", ...login });
    expect(await findingFrom("1.1.1.1", redis, "open.example", null)).toMatchObject({ ok: true });
    const resolve = () => Promise.resolve(["104.16.1.1"]);
    expect(await findingFrom("104.16.1.1", redis, "private.example", resolve)).toMatchObject({ ok: true });
  });
});
