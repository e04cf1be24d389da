import { describe, expect, test } from "vitest";
import { HEARTBEAT_DEFAULTS } from "../heartbeat/settings.ts";
import { changesOf, isMatch, type ApiVersion } from "./apply-spec.ts";
import type { CheckSpec } from "./check-spec.ts";
import { slugify } from "./slugify.ts";

const BEFORE = {
  ...HEARTBEAT_DEFAULTS,
  name: "Backup",
  slug: "backup",
  tags: ["db", "prod"],
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Riga" },
  graceSeconds: 600,
} as const satisfies Parameters<typeof changesOf>[0];
const SIMPLE = { ...BEFORE, schedule: { kind: "period", seconds: 60 } } as const;

describe("schedules", () => {
  test.each<[string, CheckSpec, unknown]>([
    ["a timeout", { timeout: 120 }, { kind: "period", seconds: 120 }],
    [
      "a schedule beats a timeout",
      { timeout: 120, schedule: "1 * * * *" },
      { kind: "cron", expression: "1 * * * *", zone: "Europe/Riga" },
    ],
    ["OnCalendar", { schedule: "daily", tz: "UTC" }, { kind: "oncalendar", expression: "daily", zone: "UTC" }],
    ["a zone alone", { tz: "UTC" }, { ...BEFORE.schedule, zone: "UTC" }],
    ["nothing", { grace: 60 }, undefined],
  ])("%s", (_, spec, schedule) => expect(changesOf(BEFORE, spec, 3).schedule).toEqual(schedule));

  test("a zone means nothing to a period", () => {
    expect(changesOf(SIMPLE, { tz: "Europe/Riga" }, 3)).toEqual({});
    expect(changesOf(SIMPLE, { schedule: "1 * * * *" }, 3).schedule).toMatchObject({ zone: "UTC" });
  });
});

describe("slugs", () => {
  test.each<[ApiVersion, CheckSpec, string | undefined]>([
    [1, { name: "New name" }, "new-name"],
    [2, { name: "New name" }, "new-name"],
    [3, { name: "New name" }, undefined],
    [1, { name: "Backup" }, undefined],
    [1, { name: "New name", slug: "own" }, "own"],
    [3, { slug: "own" }, "own"],
    [1, { slug: "" }, ""],
  ])("version %i, %j", (version, spec, slug) => expect(changesOf(BEFORE, spec, version).slug).toBe(slug));

  test.each([
    ["Foo & Bar", "foo-bar"],
    ["  --Größe_1 -- x__ ", "groe_1-x"],
    ["日本", ""],
    ["ﷺ".repeat(100), ""],
    ["㎧".repeat(100), "ms".repeat(50)],
  ])("%s", (name, slug) => expect(slugify(name)).toBe(slug));
});

describe("words of old", () => {
  test.each<[CheckSpec, object | undefined]>([
    [{ subject: "OK" }, { success: "OK", subject: true }],
    [{ subject_fail: "ERR" }, { failure: "ERR", subject: true }],
    [
      { subject: "OK", success_kw: "FINE", filter_subject: false },
      { success: "FINE", subject: false },
    ],
    [{ subject: "", subject_fail: "" }, undefined],
    [
      { filter_http_body: true, filter_default_fail: true, start_kw: "GO" },
      { httpBody: true, defaultFail: true, start: "GO" },
    ],
  ])("%j", (spec, filter) =>
    expect(changesOf(BEFORE, spec, 3).filter).toEqual(filter && { ...HEARTBEAT_DEFAULTS.filter, ...filter }),
  );
});

describe("upserts", () => {
  test.each<[boolean, CheckSpec]>([
    [true, { unique: ["name"], name: "Backup" }],
    [false, { unique: ["name"], name: "backup" }],
    [
      true,
      { unique: ["name", "slug", "tags", "grace"], name: "Backup", slug: "backup", tags: ["db", "prod"], grace: 600 },
    ],
    [false, { unique: ["tags"], tags: ["prod", "db"] }],
    [false, { unique: ["name", "grace"], name: "Backup" }],
    [false, { unique: [], name: "Backup" }],
    [false, { name: "Backup" }],
    [false, { unique: ["timeout"], timeout: 60 }],
  ])("%s: %j", (match, spec) => expect(isMatch(BEFORE, spec)).toBe(match));

  test("by the timeout of a period", () => expect(isMatch(SIMPLE, { unique: ["timeout"], timeout: 60 })).toBe(true));
});
