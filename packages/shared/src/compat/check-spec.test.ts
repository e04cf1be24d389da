import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCheckSpec, tagsOf } from "./check-spec.ts";
import { zoneInUse } from "./legacy-zones.ts";

describe("a write", () => {
  test("keeps what was sent, in our types, and nothing else", () => {
    const body = { name: "Backup", tags: " a  b ", tz: "Asia/Calcutta", schedule: "0 3 * * *", extra: 1, api_key: "x" };
    expect(readCheckSpec(body)).toEqual({
      ok: true,
      spec: { name: "Backup", tags: ["a", "b"], tz: "Asia/Kolkata", schedule: "0 3 * * *" },
    });
  });

  test("takes both ends of what is allowed", () => {
    for (const seconds of [60, 31_536_000]) expect(readCheckSpec({ grace: seconds, timeout: seconds }).ok).toBe(true);
    for (const [field, max] of [
      ["name", 100],
      ["slug", 100],
      ["tags", 500],
      ["success_kw", 200],
    ] as const)
      expect(readCheckSpec({ [field]: "x".repeat(max) }).ok).toBe(true);
  });

  test("counts characters, not halves of them", () => {
    expect(readCheckSpec({ name: "🔔".repeat(100) }).ok).toBe(true);
    expect(readCheckSpec({ name: "🔔".repeat(101) }).ok).toBe(false);
  });

  test("replaces what the record cannot hold", () => {
    expect(readCheckSpec({ name: "a\0b\ud800" })).toEqual({ ok: true, spec: { name: "a\ufffdb\ufffd" } });
  });

  test("reads no field of an object's prototype", () => {
    expect(readCheckSpec(Object.create({ name: 5 }) as Record<string, unknown>)).toEqual({ ok: true, spec: {} });
  });

  test("answers to any JSON object, with one error or none", () => {
    const keys = fc.constantFrom(
      "name",
      "tags",
      "grace",
      "timeout",
      "schedule",
      "tz",
      "methods",
      "unique",
      "filter_body",
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (body) => {
        const read = readCheckSpec(body);
        if (!read.ok) expect(read.error).toMatch(/^json validation error: (\w+|an item in 'unique') (is|has|does) /);
      }),
    );
  });
});

test("tags are words between any white space", () => {
  expect(tagsOf("")).toEqual([]);
  expect(tagsOf("\ta\n b")).toEqual(["a", "b"]);
});

test("old zones get the name in use, and names in use stay", () => {
  expect(["US/Pacific", "Europe/Kiev", "Asia/Kolkata", "UTC", "Nowhere"].map(zoneInUse)).toEqual([
    "America/Los_Angeles",
    "Europe/Kyiv",
    "Asia/Kolkata",
    "UTC",
    "Nowhere",
  ]);
});
