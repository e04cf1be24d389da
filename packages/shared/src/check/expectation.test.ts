import { describe, expect, it } from "vitest";
import * as z from "zod";
import { reproduceLine } from "./curl.ts";
import { configurationText, expectation } from "./expectation.ts";
import { checkSpec } from "./spec/spec.ts";

const of = (spec: z.input<typeof checkSpec>) => ({
  check: checkSpec.parse(spec),
  timeoutMs: 10_000,
  degradedAfterMs: null,
  failAfterMs: null,
});
const URL_ = "https://example.com/it's?a=b";

describe("what we expect, in words", () => {
  it.each([
    [{ type: "http" as const, url: URL_ }, "We expect status 200-299, within 10 s."],
    [
      {
        type: "http" as const,
        url: URL_,
        expectedStatus: "200-299,301",
        keywordsPresent: ["ok"],
        json: [{ path: "$.queue", op: "lt" as const, value: 5 }],
      },
      'We expect status 200-299, 301, "ok" on the page and $.queue that is below 5, within 10 s.',
    ],
    [
      {
        type: "dns" as const,
        name: "example.com",
        record: "MX" as const,
        expect: "equals" as const,
        values: ["a", "b"],
      },
      "We expect MX to be exactly a and b, within 10 s.",
    ],
    [{ type: "redis" as const, host: "a.example" }, "We expect a greeting, within 10 s."],
    [
      {
        type: "smtp" as const,
        host: "a.example",
        security: "starttls" as const,
        login: { user: "u", password: "{{pw}}" },
      },
      "We expect a greeting over STARTTLS and a login, within 10 s.",
    ],
  ])("%j", (spec, words) => expect(expectation(of(spec))).toBe(words));

  it("says how often, and what is slow", () => {
    const lines = configurationText(
      { ...of({ type: "tcp", host: "a.example", port: 22 }), degradedAfterMs: 300 },
      "a.example:22",
      "every minute",
    );
    expect(lines).toEqual([
      "We connect to a.example:22 every minute.",
      "We expect a connection, within 10 s.",
      "An answer after more than 300 ms is slow.",
    ]);
  });
});

describe("the line that repeats a check", () => {
  it.each([
    [
      { type: "http" as const, url: URL_ },
      "curl -sS -i -L --max-redirs 5 -m 10 -A 'Nightbell/1' -H 'Nightbell-Check: 1' 'https://example.com/it'\\''s?a=b'",
    ],
    [
      {
        type: "http" as const,
        url: "https://a.example/",
        method: "POST" as const,
        redirects: "none" as const,
        body: "{}",
        auth: { kind: "basic" as const, user: "ana", password: "{{pw}}" },
      },
      "curl -sS -i -X POST -m 10 -A 'Nightbell/1' -H 'Nightbell-Check: 1' -u 'ana:{{pw}}' --data-raw '{}' 'https://a.example/'",
    ],
    [{ type: "tcp" as const, host: "a.example", port: 22 }, "nc -vz -w 10 'a.example' 22"],
    [{ type: "websocket" as const, url: "wss://a.example/" }, null],
  ])("%j", (spec, line) => expect(reproduceLine(of(spec))).toBe(line));
});
