import fc from "fast-check";
import { expect, it } from "vitest";
import { instantOf, tomorrowAt, wallTime } from "./wall.ts";

const at = (text: string): number => Date.parse(text);
const VIENNA = "Europe/Vienna";

it("finds the wall time of any instant, and back", () => {
  const zones = fc.constantFrom(
    "UTC",
    VIENNA,
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
  );
  const instants = fc.integer({ min: at("2024-01-01T00:00Z") / 60_000, max: at("2032-01-01T00:00Z") / 60_000 });
  fc.assert(
    fc.property(zones, instants, (zone, minute) => {
      const wall = wallTime(minute * 60_000, zone);
      const found = instantOf(wall, zone);
      expect(wallTime(found, zone)).toBe(wall);
      expect(found).toBeLessThanOrEqual(minute * 60_000);
    }),
  );
});

it.each([
  ["2026-11-24T03:36", "2026-11-24T02:36Z"],
  // Comes twice: the first.
  ["2026-10-25T02:30", "2026-10-25T00:30Z"],
  // Does not come: as much later as the clocks skip.
  ["2026-03-29T02:30", "2026-03-29T01:30Z"],
])("takes %s in Vienna as %s", (wall, instant) => expect(instantOf(wall, VIENNA)).toBe(at(instant)));

it("refuses what is no time", () => expect(instantOf("", VIENNA)).toBeNaN());

it("knows tomorrow in the person's zone, also when the clocks change overnight", () => {
  expect(tomorrowAt("08:00", at("2026-11-24T02:36Z"), VIENNA)).toBe(at("2026-11-25T07:00Z"));
  expect(tomorrowAt("08:00", at("2026-11-23T23:30Z"), VIENNA)).toBe(at("2026-11-25T07:00Z"));
  expect(tomorrowAt("08:00", at("2026-03-28T12:00Z"), VIENNA)).toBe(at("2026-03-29T06:00Z"));
});
