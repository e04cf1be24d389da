import { describe, expect, it } from "vitest";
import { busyDetail, heartbeatDetail } from "../../../testing/heartbeats.ts";
import { channels, OFFICE_MAIL } from "../../../testing/keys.ts";
import { faultsOf, fieldOf, isAdvanced } from "./faults.ts";
import { formOf, inputOf, NEW_THRESHOLD, newForm } from "./form.ts";
import { proposalFor, worstCaseOf } from "./proposals.ts";
import { warningsOf } from "./warnings.ts";

const NOW = Date.parse("2026-11-24T02:36:00Z");
const { input } = heartbeatDetail();

it.each([
  { kind: "period", seconds: 60 },
  { kind: "period", seconds: 5_400 },
  { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  { kind: "cron", expression: "*/15 8-18 * * 1-5", zone: "UTC" },
  { kind: "oncalendar", expression: "Mon 09:00 Europe/Riga\nFri 18:00", zone: "UTC" },
  { kind: "oncalendar", expression: "daily", zone: "Europe/Vienna" },
] as const)("shows and sends %j unchanged", (schedule) => {
  const { sanity: _, ...sent } = { ...input, schedule };
  expect(inputOf(formOf({ ...input, schedule }, "UTC"), channels())).toEqual(sent);
});

it("shows and sends every setting unchanged, but for the switches of the heartbeat's page", () => {
  const { sanity: _, ...sent } = busyDetail().input;
  expect(inputOf(formOf(busyDetail().input, "UTC"), channels())).toEqual(sent);
});

it("shows a plain daily cron line as daily", () => {
  const schedule = { kind: "cron", expression: "5 3 * * *", zone: "Europe/Vienna" } as const;
  const form = formOf({ ...input, schedule }, "UTC");
  expect([form.mode, form.time, form.zone]).toEqual(["daily", "03:05", "Europe/Vienna"]);
});

it("takes one line of five fields as cron, anything else as OnCalendar", () => {
  const kindOf = (expression: string) => inputOf({ ...newForm("UTC"), mode: "cron", expression }, null).schedule.kind;
  expect(kindOf(" */5 * * * * ")).toBe("cron");
  expect(kindOf("Mon..Fri 03:00")).toBe("oncalendar");
  expect(kindOf("Mon 03:00\nTue 04:00 UTC")).toBe("oncalendar");
  expect(kindOf("0 3 * *")).toBe("oncalendar");
});

describe("slug", () => {
  it("follows the name until somebody writes one", () => {
    const form = { ...newForm("UTC"), name: " Nächtliches Backup, DB 2! " };
    expect(inputOf(form, null).slug).toBe("nachtliches-backup-db-2");
    expect(inputOf({ ...form, slug: "backup_2", slugFollows: false }, null).slug).toBe("backup_2");
    expect(inputOf({ ...form, name: "夜" }, null).slug).toBe("heartbeat");
  });

  it("is not made up for a heartbeat that has none", () => {
    expect(inputOf(formOf({ ...input, slug: "" }, "UTC"), null)).not.toHaveProperty("slug");
  });
});

it("names no channel that is gone, and none for those who may not see them", () => {
  const form = formOf({ ...input, channels: [OFFICE_MAIL, "gone"] }, "UTC");
  expect(inputOf(form, channels()).channels).toEqual([OFFICE_MAIL]);
  expect(inputOf(form, null)).not.toHaveProperty("channels");
});

it("puts each fault at its field", () => {
  expect(faultsOf(newForm("UTC"))).toEqual({ name: "give it a name" });
  const form = { ...newForm("UTC"), name: "x", mode: "every" as const };
  expect(faultsOf(form)).toEqual({});
  expect(faultsOf({ ...form, every: { count: 30, unit: "seconds" } })).toEqual({ every: "at least 60 seconds" });
  expect(faultsOf({ ...form, every: { count: "", unit: "hours" } })).toEqual({ every: "enter a number" });
  expect(faultsOf({ ...form, grace: { count: 400, unit: "days" } })).toEqual({ grace: "at most 365 days" });
  expect(faultsOf({ ...form, failures: 12 })).toEqual({ failures: "from 1 to 11" });
  expect(faultsOf({ ...form, failures: "" })).toEqual({ failures: "enter a number" });
  expect(faultsOf({ ...form, runAtMost: { count: 5, unit: "seconds" } })).toEqual({ runAtMost: "at least 60 seconds" });
  expect(Object.keys(faultsOf({ ...form, slug: "No Slug", slugFollows: false }))).toEqual(["slug"]);
  expect(Object.keys(faultsOf({ ...form, thresholds: [NEW_THRESHOLD] }))).toEqual([
    "thresholds.0.metric",
    "thresholds.0.value",
  ]);
});

it("finds the field of a refusal", () => {
  expect(fieldOf("schedule", "cron")).toBe("expression");
  expect(fieldOf("schedule.zone", "cron")).toBe("zone");
  expect(fieldOf("schedule.seconds", "every")).toBe("every");
  expect(fieldOf("tags.3", "every")).toBe("tags");
  expect(fieldOf("channels.0", "every")).toBe("channels");
  expect(fieldOf("failureTolerance", "every")).toBe("failures");
  expect(fieldOf("thresholds.1.metric", "every")).toBe("thresholds.1.metric");
  expect(fieldOf("sanity", "every")).toBeNull();
  expect(isAdvanced("filter.start")).toBe(true);
  expect(isAdvanced("thresholds.0.metric")).toBe(false);
});

it("proposes a fifth of the period, at least five minutes, and two failures up to an hour", () => {
  const hourly = { kind: "period", seconds: 3_600 } as const;
  expect(proposalFor({ kind: "period", seconds: 60 }, NOW)).toEqual({ graceSeconds: 300, failures: 2 });
  expect(proposalFor(hourly, NOW)).toEqual({ graceSeconds: 720, failures: 2 });
  expect(proposalFor({ kind: "period", seconds: 3_660 }, NOW)?.failures).toBe(1);
  expect(proposalFor(input.schedule, NOW)).toEqual({ graceSeconds: 17_280, failures: 1 });
  expect(proposalFor({ kind: "oncalendar", expression: "2020-01-01", zone: "UTC" }, NOW)).toBeNull();
});

it("counts the worst case over every tolerated failure", () => {
  const rules = { schedule: { kind: "period", seconds: 3_600 }, graceSeconds: 600 } as const;
  expect(worstCaseOf({ ...rules, failureTolerance: 1 }, NOW)).toBe(7_800);
  expect(worstCaseOf({ ...rules, graceSeconds: Number.NaN }, NOW)).toBeNull();
});

it("warns of what can be saved and is hardly meant", () => {
  const form = { ...newForm("UTC"), name: "x" };
  expect(warningsOf(form)).toEqual([]);
  expect(warningsOf({ ...form, mode: "every", grace: { count: 2, unit: "hours" } })[0]).toContain(
    "longer than the period",
  );
  expect(warningsOf({ ...form, filter: { ...form.filter, failure: "ERROR" } })[0]).toContain("looked for in nothing");
  expect(warningsOf({ ...form, filter: { ...form.filter, httpBody: true } })[0]).toContain("ignored");
});
