import { describe, expect, it } from "vitest";
import { mask } from "../../src/mask.ts";

const masked = (text: string): string => new TextDecoder().decode(mask(new TextEncoder().encode(text)));

/** Spec "heartbeats" §6.4. */
describe("masking", () => {
  it.each([
    ["PGPASSWORD=hunter2 pg_dump", "PGPASSWORD=*** pg_dump"],
    ["password: hunter2, user: ana", "password: ***, user: ana"],
    ['{"api_key": "abc", "n": 1}', '{"api_key": "***", "n": 1}'],
    ["https://x.example/?token=abc&n=1", "https://x.example/?token=***&n=1"],
    ["Authorization: Bearer abc.def\nok", "Authorization: ***\nok"],
    ["pushing to https://ana:pw@git.example/r", "pushing to https://***@git.example/r"],
    ["key AKIAIOSFODNN7EXAMPLE used", "key *** used"],
    ["ghp_abcdefghijklmnopqrst1234", "***"],
    ["xoxb-123456789012-abc", "***"],
    ["sk_live_abcdefghijk", "***"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest", "***\nrest"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE cut", "***"],
    ["mail ana@example.com, 5 tokens left, 12:30", "mail ana@example.com, 5 tokens left, 12:30"],
    ["grüße, Sicherung fertig", "grüße, Sicherung fertig"],
  ])("%s", (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it("leaves bytes that are no text as they are", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(mask(bytes)).toEqual(bytes);
  });

  it("takes linear time on hostile input", () => {
    for (const part of ["password ", "://a", "-----BEGIN PRIVATE KEY", "authorization: ", "secret=", "xoxb-"]) {
      const started = performance.now();
      mask(new TextEncoder().encode(part.repeat(100_000 / part.length)));
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});
