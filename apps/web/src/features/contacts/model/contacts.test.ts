import { expect, it } from "vitest";
import { contacts } from "../../../testing/people.ts";
import { browserName, contactMark, contactsSentence, hasWakeUp } from "./contacts.ts";
import { keyBytes } from "./push.ts";

it("counts only a verified phone as something that wakes people", () => {
  expect(hasWakeUp(contacts())).toBe(true);
  expect(hasWakeUp(contacts().filter(({ id }) => id !== "con_2"))).toBe(false);
  expect(contactsSentence([])).toMatch(/^We can only e-mail you/);
});

it("shows what a carrier refuses over everything else", () => {
  expect(contacts().map((contact) => contactMark(contact).word)).toEqual([
    "ready",
    "ready",
    "not verified",
    "not delivering",
  ]);
});

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1", "Safari on iOS"],
])("names the browser of %s", (agent, name) => expect(browserName(agent)).toBe(name));

it("reads a base64url key", () => expect([...keyBytes("-_8")]).toEqual([251, 255]));
