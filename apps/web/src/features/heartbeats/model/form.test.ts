import { expect, it } from "vitest";
import { faultsOf, fieldOf, formOf, inputOf, newForm, proposedGrace } from "./form.ts";

const base = { name: "backup", graceSeconds: 1_800 };

it.each([
  { kind: "period", seconds: 60 },
  { kind: "period", seconds: 5_400 },
  { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  { kind: "cron", expression: "*/15 8-18 * * 1-5", zone: "UTC" },
  { kind: "oncalendar", expression: "Mon 09:00 Europe/Riga\nFri 18:00", zone: "UTC" },
  { kind: "oncalendar", expression: "daily", zone: "Europe/Vienna" },
] as const)("shows and sends %j unchanged", (schedule) => {
  const input = { ...base, schedule };
  expect(inputOf(formOf(input, "UTC"))).toEqual(input);
});

it("shows a plain daily cron line as daily", () => {
  const form = formOf({ ...base, schedule: { kind: "cron", expression: "5 3 * * *", zone: "Europe/Vienna" } }, "UTC");
  expect([form.mode, form.time, form.zone]).toEqual(["daily", "03:05", "Europe/Vienna"]);
});

it("takes one line of five fields as cron, anything else as OnCalendar", () => {
  const kindOf = (expression: string) => inputOf({ ...newForm("UTC"), mode: "cron", expression }).schedule.kind;
  expect(kindOf(" */5 * * * * ")).toBe("cron");
  expect(kindOf("Mon..Fri 03:00")).toBe("oncalendar");
  expect(kindOf("Mon 03:00\nTue 04:00 UTC")).toBe("oncalendar");
  expect(kindOf("0 3 * *")).toBe("oncalendar");
});

it("puts each fault at its field", () => {
  expect(faultsOf(newForm("UTC"))).toEqual({ name: "give it a name" });
  const form = { ...newForm("UTC"), name: "x", mode: "every" as const };
  expect(faultsOf({ ...form, every: { count: 30, unit: "seconds" } })).toEqual({ every: "at least 60 seconds" });
  expect(faultsOf({ ...form, every: { count: "", unit: "hours" } })).toEqual({ every: "enter a number" });
  expect(faultsOf({ ...form, grace: { count: 400, unit: "days" } })).toEqual({ grace: "at most 365 days" });
});

it("finds the field of a refusal", () => {
  expect(fieldOf("schedule", "cron")).toBe("expression");
  expect(fieldOf("schedule.zone", "cron")).toBe("zone");
  expect(fieldOf("schedule.seconds", "every")).toBe("every");
});

it("proposes a fifth of the period, at least five minutes", () => {
  expect(proposedGrace(60)).toEqual({ count: 5, unit: "minutes" });
  expect(proposedGrace(86_400)).toEqual({ count: 288, unit: "minutes" });
});
