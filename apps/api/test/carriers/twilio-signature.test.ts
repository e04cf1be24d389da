import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, test } from "vitest";
import { verifyTwilio } from "../../src/carriers/twilio-signature.ts";

const URL_ = "https://mycompany.com/myapp.php?foo=1&bar=2";
const PARAMS: [string, string][] = [
  ["CallSid", "CA1234567890ABCDE"],
  ["Caller", "+14158675310"],
  ["Digits", "1234"],
  ["From", "+14158675310"],
  ["To", "+18005551212"],
];
const SIGNATURE = "GvWf1cFY/Q7PnoempGyD5oXAezc=";
const verify = (url = URL_, params = PARAMS, signature = SIGNATURE, token = "12345") =>
  verifyTwilio(token, signature, url, params);

describe("the published vector", () => {
  test("holds, in any order of parameters, with and without :443", async () => {
    expect(await verify()).toBe(true);
    expect(await verify(URL_, PARAMS.toReversed())).toBe(true);
    expect(await verify("https://mycompany.com:443/myapp.php?foo=1&bar=2")).toBe(true);
  });

  test.each([
    ["http", () => verify(URL_.replace("https", "http"))],
    ["another port", () => verify(URL_.replace(".com", ".com:8443"))],
    ["no query", () => verify("https://mycompany.com/myapp.php")],
    ["another path", () => verify(URL_.replace("myapp", "other"))],
    ["a changed digit", () => verify(URL_, [...PARAMS.slice(0, 2), ["Digits", "1235"], ...PARAMS.slice(3)])],
    ["an added parameter", () => verify(URL_, [...PARAMS, ["X", ""], ["Y", "1"]])],
    ["a missing parameter", () => verify(URL_, PARAMS.slice(1))],
    ["another token", () => verify(URL_, PARAMS, SIGNATURE, "12346")],
    ["an empty token", () => verify(URL_, PARAMS, SIGNATURE, "")],
    ["an empty signature", () => verify(URL_, PARAMS, "")],
    ["a signature that is no base64", () => verify(URL_, PARAMS, "!".repeat(28))],
    ["a longer signature", () => verify(URL_, PARAMS, `${SIGNATURE}=`)],
  ])("%s fails", async (_, attempt) => {
    expect(await attempt()).toBe(false);
  });
});

describe("agrees with Twilio's own library", () => {
  const url = fc
    .tuple(
      fc.constantFrom("https://app.test", "https://app.test:443"),
      fc.stringMatching(/^(\/[a-z0-9_-]{1,8}){1,4}$/),
      fc.stringMatching(/^(\?[a-z]{1,5}=[a-z0-9%20]{0,8}(&[a-z]=[0-9]){0,2})?$/),
    )
    .map((parts) => parts.join(""));
  const name = fc
    .oneof(fc.constantFrom("Body", "From", "A", "a", "Ä"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }))
    .filter((text) => text !== "__proto__");
  const params = fc.array(fc.tuple(name, fc.string({ unit: "grapheme", maxLength: 20 })), { maxLength: 12 });

  /** As an HTTP framework would hand the form to the library. */
  function grouped(pairs: [string, string][]): Record<string, string | string[]> {
    const all = Map.groupBy(pairs, ([key]) => key);
    return Object.fromEntries(
      Array.from(all, ([key, list]) => [key, list.length > 1 ? list.map(([, value]) => value) : (list[0]?.[1] ?? "")]),
    );
  }

  test("on what it signs, unicode and repeated names included", async () => {
    await fc.assert(
      fc.asyncProperty(url, params, async (address, pairs) => {
        const signature = twilio.getExpectedTwilioSignature("secret", address, grouped(pairs));
        expect(await verifyTwilio("secret", signature, address, pairs)).toBe(true);
        expect(twilio.validateRequest("secret", signature, address, grouped(pairs))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("on what was tampered with", async () => {
    await fc.assert(
      fc.asyncProperty(url, params, params, async (address, signed, sent) => {
        const signature = twilio.getExpectedTwilioSignature("secret", address, grouped(signed));
        expect(await verifyTwilio("secret", signature, address, sent)).toBe(
          twilio.validateRequest("secret", signature, address, grouped(sent)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
