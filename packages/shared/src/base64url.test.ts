import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** RFC 4648 §10, without padding, and two bytes that need the URL's alphabet. */
test.each([
  ["", ""],
  ["f", "Zg"],
  ["fo", "Zm8"],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg"],
  ["fooba", "Zm9vYmE"],
  ["foobar", "Zm9vYmFy"],
  ["\xfb\xff", "-_8"],
])("%j is %j", (plain, text) => {
  expect(toBase64Url(bytesOf(plain))).toBe(text);
  expect(fromBase64Url(text)).toEqual(bytesOf(plain));
});

test("what goes in comes out", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
});

test.each(["A", "Zg==", "Zh", "Zm9", "Zm9v!", "Zm+v", "Zm/v", "Z g", "Zg\n"])("%j is not base64url", (text) => {
  expect(fromBase64Url(text)).toBeNull();
});
