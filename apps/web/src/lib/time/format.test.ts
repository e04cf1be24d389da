import { describe, expect, it } from "vitest";
import { absolute, atMost, countdown, dateTime, duration, relative, took, utc, zoneName } from "./format.ts";
import { everyWord, toAmount, toSeconds } from "./units.ts";

const at = (text: string): number => Date.parse(text);
const NOW = at("2026-11-24T02:36:00Z");

it.each([
  [-5, "0 s"],
  [45_000, "45 s"],
  [60_000, "1 min"],
  [3_599_999, "59 min"],
  [3_600_000, "1 h"],
  [15_120_000, "4 h 12 min"],
  [86_400_000, "1 d"],
  [180_000_000, "2 d 2 h"],
])("duration of %i ms is %s", (ms, text) => expect(duration(ms)).toBe(text));

it.each([
  [240, "240 ms"],
  [3_400, "3.4 s"],
  [12_000, "12 s"],
  [238_000, "3 min 58 s"],
  [240_000, "4 min"],
  [3_700_000, "1 h 1 min"],
])("took %i ms is %s", (ms, text) => expect(took(ms)).toBe(text));

describe("instants", () => {
  it("are relative in both directions", () => {
    expect(relative(NOW - 4_000, NOW)).toBe("just now");
    expect(relative(NOW - 240_000, NOW)).toBe("4 min ago");
    expect(relative(NOW + 7_500_000, NOW)).toBe("in 2 h 5 min");
  });

  it("carry as much of the date as needed, in the reader's zone", () => {
    expect(absolute(at("2026-11-24T01:12:00Z"), NOW, "Europe/Vienna")).toBe("02:12");
    // 23:30 UTC of the day before is today in Vienna, and yesterday in UTC.
    expect(absolute(at("2026-11-23T23:30:00Z"), NOW, "Europe/Vienna")).toBe("00:30");
    expect(absolute(at("2026-11-23T23:30:00Z"), NOW, "UTC")).toBe("Mon 23:30");
    expect(absolute(at("2026-11-10T23:30:00Z"), NOW, "UTC")).toBe("10 Nov 23:30");
    expect(absolute(at("2025-11-24T02:36:00Z"), NOW, "UTC")).toBe("24 Nov 2025 02:36");
    expect(absolute(NOW, NOW, "UTC", true)).toBe("02:36:00");
  });

  it("tell the same wall time apart where clocks change", () => {
    expect(dateTime(at("2026-10-25T00:30:00Z"), "Europe/Vienna")).toBe("Sun 25 Oct, 02:30");
    expect(dateTime(at("2026-10-25T02:30:00Z"), "Europe/Vienna")).toBe("Sun 25 Oct, 03:30");
    expect(utc(NOW)).toBe("2026-11-24 02:36:00 UTC");
  });

  it("count down and never below zero", () => {
    expect(countdown(103_000)).toBe("1:43");
    expect(countdown(7_509_000)).toBe("2:05:09");
    expect(countdown(-1)).toBe("0:00");
  });
});

it("names zones as people do", () => {
  expect(zoneName("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
});

it("turns amounts into seconds and back", () => {
  for (const seconds of [1, 59, 60, 90, 3_600, 5_400, 86_400, 604_800])
    expect(toSeconds(toAmount(seconds))).toBe(seconds);
  expect(toSeconds({ count: "", unit: "days" })).toBeNaN();
  expect(everyWord(60)).toBe("every minute");
  expect(everyWord(900)).toBe("every 15 minutes");
});

it.each([
  [7_800_000, "2 h 10 min"],
  [88_200_000, "24 h 30 min"],
  [86_400_000, "24 h"],
  [61_000, "2 min"],
  [172_800_001, "2 d 1 h"],
])("never promises less than %d ms: %s", (ms, text) => expect(atMost(ms)).toBe(text));
