import fc from "fast-check";
import { expect, test } from "vitest";
import { newRoute } from "../ids.ts";
import { newLinkToken, parseLinkToken } from "./link-token.ts";

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

test("a token is 30 URL-safe characters and gives its route back", () => {
  fc.assert(
    fc.property(bytes(6), bytes(16), (a, b) => {
      const route = newRoute(a);
      const token = newLinkToken(route, b);
      expect(token).toMatch(/^[A-Za-z0-9_-]{30}$/);
      expect(parseLinkToken(token)).toEqual({ route, secret: token.slice(8) });
    }),
  );
});

test("route and secret are plain base64url", () => {
  const secret = Uint8Array.from({ length: 16 }, (_, i) => 255 - 7 * i);
  expect(newLinkToken("0123456789ab", secret)).toBe("ASNFZ4mr__jx6uPc1c7HwLmyq6Sdlg");
});

test("what is not spelt exactly like one of ours is no token", () => {
  const token = newLinkToken("0123456789ab", new Uint8Array(16));
  expect(parseLinkToken(token)).not.toBeNull();
  for (const text of [
    "",
    token.slice(1),
    `${token}A`,
    `${token.slice(0, 29)}B`,
    `${token.slice(0, 29)}=`,
    `${token}\n`,
    token.replace("A", " "),
  ]) {
    expect(parseLinkToken(text), JSON.stringify(text)).toBeNull();
  }
});
