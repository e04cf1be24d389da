import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MaintenanceSettings, MaintenanceTime } from "./settings.ts";
import { isOver, nextEdge, nextWindows, openAt, upcomingWindows, windowAt, windowText } from "./windows.ts";
import { DAY, HOUR, MINUTE } from "../time.ts";

const at = (text: string): number => Date.parse(text);
const windowOf = (time: MaintenanceTime, monitors: string[] | null = null, id = "mw_1"): MaintenanceSettings => ({
  id,
  name: "night work",
  monitors,
  heartbeats: [],
  time,
});
const weekly = (days: number[], clock: string, minutes: number, zone = "Europe/Vienna"): MaintenanceSettings =>
  windowOf({ kind: "weekly", days, at: clock, minutes, zone });
const monthly = (day: number, clock = "22:00", zone = "UTC"): MaintenanceSettings =>
  windowOf({ kind: "monthly", day, at: clock, minutes: 60, zone });
const spans = (window: MaintenanceSettings, after: string, count: number): string[] =>
  nextWindows(window, at(after), count).map(
    ({ from, until }) => `${new Date(from).toISOString().slice(0, 16)} ${(until - from) / MINUTE}`,
  );

describe("a window", () => {
  it("of one time is open from its beginning until before its end, and then never again", () => {
    const once = windowOf({ kind: "once", from: 1_000, until: 2_000 });
    expect([999, 1_000, 1_999, 2_000].map((now) => openAt(once, now) !== null)).toEqual([false, true, true, false]);
    expect([isOver(once, 1_999), isOver(once, 2_000)]).toEqual([false, true]);
  });

  it("of a week comes on its days, over midnight too", () => {
    expect(spans(weekly([6, 7], "23:30", 60), "2026-01-05T00:00Z", 3)).toEqual([
      "2026-01-10T22:30 60",
      "2026-01-11T22:30 60",
      "2026-01-17T22:30 60",
    ]);
    expect(openAt(weekly([6], "23:30", 60), at("2026-01-10T23:15Z"))).not.toBeNull();
    expect(spans(weekly([1, 2, 3, 4, 5, 6, 7], "00:00", 1_440, "UTC"), "2026-01-05T12:00Z", 2)).toEqual([
      "2026-01-05T00:00 1440",
      "2026-01-06T00:00 1440",
    ]);
  });

  it("of a month skips months that do not have the day", () => {
    expect(spans(monthly(31), "2026-01-31T23:30Z", 3)).toEqual([
      "2026-03-31T22:00 60",
      "2026-05-31T22:00 60",
      "2026-07-31T22:00 60",
    ]);
    expect(spans(monthly(1, "00:30", "Asia/Tokyo"), "2026-01-15T00:00Z", 1)).toEqual(["2026-01-31T15:30 60"]);
  });

  it("that begins in a skipped hour begins at the end of the gap", () => {
    expect(spans(weekly([7], "02:30", 60), "2026-03-28T12:00Z", 2)).toEqual([
      "2026-03-29T01:00 60",
      "2026-04-05T00:30 60",
    ]);
  });

  it("that begins in a repeated hour opens once, the first time", () => {
    expect(spans(weekly([7], "02:30", 60), "2026-10-24T12:00Z", 2)).toEqual([
      "2026-10-25T00:30 60",
      "2026-11-01T01:30 60",
    ]);
  });

  it("is said in a sentence", () => {
    const now = at("2026-01-05T00:00Z");
    expect(windowText(weekly([7, 6], "02:00", 120), now)).toBe(
      "Every Saturday and Sunday at 02:00 in Vienna, for 2 h.",
    );
    expect(windowText(weekly([1, 2, 3, 4, 5, 6, 7], "02:00", 30), now)).toBe(
      "Every day at 02:00 in Vienna, for 30 min.",
    );
    expect(windowText(monthly(1), now)).toBe("On day 1 of every month at 22:00 in UTC, for 1 h.");
  });
});

describe("several windows", () => {
  const all = windowOf({ kind: "once", from: 1_000, until: 5_000 }, null, "mw_all");
  const one = windowOf({ kind: "once", from: 3_000, until: 9_000 }, ["mon_a"], "mw_one");

  it("are open for the monitors that they name; the one that closes last is shown", () => {
    expect(windowAt([all, one], "mon_a", 4_000)).toMatchObject({ window: "mw_one", until: 9_000, name: "night work" });
    expect(windowAt([all, one], "mon_b", 4_000)).toMatchObject({ window: "mw_all" });
    expect(windowAt([all, one], "mon_b", 6_000)).toBeNull();
  });

  it("have edges and a list in order", () => {
    expect([0, 1_000, 3_000, 5_000, 9_000].map((after) => nextEdge([all, one], after))).toEqual([
      1_000,
      3_000,
      5_000,
      9_000,
      null,
    ]);
    expect(upcomingWindows([one, all], "mon_a", 0, 5).map(({ window }) => window)).toEqual(["mw_all", "mw_one"]);
    expect(upcomingWindows([one, all], "mon_b", 0, 5).map(({ window }) => window)).toEqual(["mw_all"]);
  });
});

it("is never asked for in vain: what it remembers does not change its answers", () => {
  const time = fc.oneof(
    fc.record({
      kind: fc.constant("weekly" as const),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      at: fc.constantFrom("00:00", "01:30", "02:30", "23:59"),
      minutes: fc.integer({ min: 1, max: 1_440 }),
      zone: fc.constantFrom("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "UTC"),
    }),
    fc.record({
      kind: fc.constant("monthly" as const),
      day: fc.integer({ min: 1, max: 31 }),
      at: fc.constantFrom("00:00", "02:30"),
      minutes: fc.integer({ min: 1, max: 1_440 }),
      zone: fc.constantFrom("Europe/Vienna", "Pacific/Apia"),
    }),
  );
  const instants = fc.array(fc.integer({ min: at("2026-01-01"), max: at("2027-06-01") }), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(time, instants, (one, asked) => {
      const remembering = windowOf(one);
      for (const now of asked) {
        const fresh = nextWindows(windowOf({ ...one }), now, 2);
        expect(nextWindows(remembering, now, 2)).toEqual(fresh);
        expect(fresh[0]?.until).toBeGreaterThan(now);
        expect((fresh[0]?.from ?? 0) - now).toBeLessThan(63 * DAY);
        expect((fresh[1]?.from ?? 0) - (fresh[0]?.from ?? 0)).toBeGreaterThanOrEqual(22 * HOUR);
      }
    }),
    { numRuns: 200 },
  );
});
