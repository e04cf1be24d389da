import { describe, expect, test } from "vitest";
import type { Flip } from "../heartbeat/state.ts";
import { hintOf, newApiKey } from "./api-key.ts";
import { badgeOf, shieldsBadge, svgBadge } from "./badge.ts";
import { findChannels } from "./find-channels.ts";
import { flipsIn, flipWindow } from "./flips.ts";
import { microseconds, wholeSeconds } from "./instants.ts";

const AT = Date.parse("2026-01-10T00:00:00.987Z");

test("instants", () => {
  expect(wholeSeconds(AT)).toBe("2026-01-10T00:00:00+00:00");
  expect(microseconds(AT)).toBe("2026-01-10T00:00:00.987000+00:00");
});

describe("keys", () => {
  test("are 32 characters, and say what they may", () => {
    for (const byte of [0, 1, 255]) {
      expect(newApiKey("write", new Uint8Array(32).fill(byte))).toMatch(/^nbw_[0-9A-Za-z]{28}$/);
      expect(newApiKey("read", new Uint8Array(32).fill(byte))).toMatch(/^nbr_[0-9A-Za-z]{28}$/);
    }
  });

  test("every byte counts", () => {
    const keys = Array.from({ length: 32 }, (_, i) =>
      newApiKey(
        "read",
        Uint8Array.from({ length: 32 }, (__, j) => (i === j ? 1 : 0)),
      ),
    );
    expect(new Set(keys).size).toBeGreaterThan(20);
  });

  test("a hint gives five characters of 28 away", () =>
    expect(hintOf("nbw_abcdefghijklmnopqrstuvwxyz12")).toBe("nbw_ab…z12"));
});

describe("flips", () => {
  const flip = (at: number, to: Flip["to"]): Flip => ({ at, from: "new", to, reason: "", notifies: false });
  const window = (query: Record<string, string>) => flipWindow((name) => query[name] ?? null, AT);

  test.each([
    { seconds: "-1" },
    { seconds: "1e3" },
    { seconds: "31536001" },
    { start: "10000000001" },
    { end: "1.0" },
    { end: " 1" },
  ])("%j makes no sense", (query: Record<string, string>) => expect(window(query)).toBeNull());

  test("the start is in, the end is not", () => {
    const flips = [flip(3_000, "up"), flip(2_000, "paused"), flip(1_000, "down")];
    const found = window({ start: "1", end: "3" });
    expect(found && flipsIn(flips, found)).toEqual([
      { timestamp: "1970-01-01T00:00:02+00:00", up: 0 },
      { timestamp: "1970-01-01T00:00:01+00:00", up: 0 },
    ]);
  });

  test("the narrower of seconds and start counts; nothing and 0 bound nothing", () => {
    expect(window({ seconds: "60", start: "1" })).toEqual({ from: AT - 60_000, to: Infinity });
    expect(window({})).toEqual({ from: 0, to: Infinity });
    expect(window({ seconds: "0", start: "", end: "0" })).toEqual({ from: 0, to: Infinity });
  });
});

describe("badges", () => {
  test("new and paused count as up; late is up where it is not known; down wins", () => {
    expect(badgeOf(["new", "paused", "up"], true)).toEqual({ status: "up", total: 3, grace: 0, down: 0 });
    expect(badgeOf(["grace", "up"], true)).toEqual({ status: "late", total: 2, grace: 1, down: 0 });
    expect(badgeOf(["grace", "up"], false)).toEqual({ status: "up", total: 2, grace: 1, down: 0 });
    expect(badgeOf(["grace", "down"], true)).toEqual({ status: "down", total: 2, grace: 1, down: 1 });
    expect(badgeOf([], true)).toEqual({ status: "up", total: 0, grace: 0, down: 0 });
  });

  test("colours", () =>
    expect((["up", "late", "down"] as const).map((status) => shieldsBadge("x", status).color)).toEqual([
      "success",
      "important",
      "critical",
    ]));

  test("a label is text, never markup", () => {
    const svg = svgBadge(`<script>"&'\0\u0007`, "up");
    expect(svg).toContain("&lt;script&gt;&quot;&amp;&#39;");
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\0");
  });
});

test("channels by id, by name, all and none", () => {
  const known = [
    { id: "1", name: "Ana" },
    { id: "2", name: "Twin" },
    { id: "3", name: "Twin" },
  ];
  expect(findChannels("", known)).toEqual({ ok: true, ids: [] });
  expect(findChannels("*", known)).toEqual({ ok: true, ids: ["1", "2", "3"] });
  expect(findChannels("Ana,2,1", known)).toEqual({ ok: true, ids: ["1", "2"] });
  expect(findChannels("Twin", known)).toEqual({ ok: false, error: "non-unique channel identifier: Twin" });
  expect(findChannels("Ana, 2", known)).toEqual({ ok: false, error: "invalid channel identifier:  2" });
  expect(findChannels("Ana,,2", known)).toEqual({ ok: false, error: "empty channel identifier" });
});
