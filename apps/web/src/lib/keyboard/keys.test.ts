import { expect, it } from "vitest";
import { isTyping, readKey } from "./keys.ts";

it("reads g and a letter as a place", () => {
  const first = readKey(false, "g");
  expect(first).toEqual({ pending: true, action: null });
  expect(readKey(true, "h").action).toEqual({ kind: "go", to: "heartbeats" });
  expect(readKey(true, "z")).toEqual({ pending: false, action: null });
  expect(readKey(false, "h").action).toBeNull();
});

it("reads single keys", () => {
  expect(readKey(false, "a").action).toEqual({ kind: "press", key: "a" });
  expect(readKey(false, "k").action).toEqual({ kind: "row", step: -1 });
  expect(readKey(false, "?").action).toEqual({ kind: "help" });
});

it("knows where a person types", () => {
  expect(isTyping(document.createElement("textarea"))).toBe(true);
  expect(isTyping(document.createElement("button"))).toBe(false);
  expect(isTyping(null)).toBe(false);
});
