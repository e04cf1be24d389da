import { describe, expect, test } from "vitest";
import { pingFacts } from "../team/testing/ping-facts.ts";
import type { PingMessage } from "./ping.ts";
import { pingTypeOf } from "./ping-type.ts";
import { HEARTBEAT_DEFAULTS, type Filter, type PingRules } from "./settings.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Array.from(text, (char) => char.charCodeAt(0)));
const message = (change: Partial<PingMessage>): PingMessage => ({
  ...pingFacts({}),
  body: null,
  unmasked: null,
  mail: null,
  ...change,
});
const rules = (change: Partial<PingRules>): PingRules => ({ ...HEARTBEAT_DEFAULTS, ...change });
const filter = (change: Partial<Filter>): PingRules => rules({ filter: { ...HEARTBEAT_DEFAULTS.filter, ...change } });
const up = { status: "up" } as const;

describe("which pings do not count", () => {
  test("all, while paused by a person who wants to resume it", () => {
    expect(pingTypeOf(rules({ manualResume: true }), { status: "paused" }, message({ action: "fail" }))).toBe("ign");
    expect(pingTypeOf(rules({ manualResume: true }), up, message({ action: "fail" }))).toBe("fail");
    expect(pingTypeOf(rules({}), { status: "paused" }, message({}))).toBe("success");
  });

  test("other methods, where only POST does", () => {
    for (const method of ["GET", "HEAD", "PUT"])
      expect(pingTypeOf(rules({ methods: "POST" }), up, message({ method }))).toBe("ign");
    expect(pingTypeOf(rules({ methods: "POST" }), up, message({ method: "POST" }))).toBe("success");
  });

  test.each([
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Twitterbot/1.0",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23",
    "facebookexternalhit/1.1",
  ])("link previews by %s", (agent) => {
    expect(pingTypeOf(rules({}), up, message({ agent, method: "GET" }))).toBe("ign");
    expect(pingTypeOf(rules({}), up, message({ agent, method: "HEAD" }))).toBe("ign");
    expect(pingTypeOf(rules({}), up, message({ agent, method: "POST" }))).toBe("success");
  });
});

describe("words in the body decide", () => {
  const words = { httpBody: true, start: "BEGIN", success: "SUCCESS, DONE", failure: "ERROR,FAIL" };
  const typeOf = (text: string, action: PingMessage["action"] = "success", more: Partial<Filter> = {}) =>
    pingTypeOf(filter({ ...words, ...more }), up, message({ action, body: bytes(text) }));

  test("failure before success before start, and else it does not count", () => {
    expect(typeOf("BEGIN, SUCCESS, 1 ERROR")).toBe("fail");
    expect(typeOf("BEGIN, DONE")).toBe("success");
    expect(typeOf("BEGIN")).toBe("start");
    expect(typeOf("done")).toBe("ign");
    expect(typeOf("done", "success", { defaultFail: true })).toBe("fail");
    expect(pingTypeOf(filter(words), up, message({}))).toBe("ign");
  });

  test("they override the URL, but not what says that it failed", () => {
    expect(typeOf("1 ERROR", "log")).toBe("fail");
    expect(typeOf("all DONE", "start")).toBe("success");
    expect(typeOf("all DONE", "fail")).toBe("fail");
  });

  test("as bytes: words with umlauts match their UTF-8, and a body that is no UTF-8 never fails", () => {
    const umlaut = { ...words, failure: "Störung" };
    const body = Uint8Array.from([0xff, 0x53, 0x74, 0xc3, 0xb6, 0x72, 0x75, 0x6e, 0x67, 0xfe]);
    expect(pingTypeOf(filter(umlaut), up, message({ body }))).toBe("fail");
    expect(pingTypeOf(filter({ ...words, failure: "\ud800" }), up, message({ body }))).toBe("ign");
  });

  test("the words are sought in what came, not in what is kept", () => {
    const masked = message({ body: bytes("token=***"), unmasked: bytes("token=ERROR") });
    expect(pingTypeOf(filter(words), up, masked)).toBe("fail");
  });

  test("of e-mail, the subject and the text where asked; HTTP settings do not matter", () => {
    const mail = { subject: "backup ERROR", text: "all DONE" };
    const typed = (change: Partial<Filter>) => pingTypeOf(filter({ ...words, ...change }), up, message({ mail }));
    expect(typed({})).toBe("success");
    expect(typed({ subject: true })).toBe("fail");
    expect(typed({ body: true })).toBe("success");
    expect(typed({ subject: true, body: true })).toBe("fail");
    expect(typed({ body: true, success: "", failure: "", start: "" })).toBe("ign");
  });
});
