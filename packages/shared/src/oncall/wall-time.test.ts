import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { wallClock } from "../heartbeat/wall-clock.ts";
import { MINUTE } from "../time.ts";
import { begin } from "./reference.testing.ts";
import { clockChange, zoneName } from "./rotas.testing.ts";
import { beginOf, instantOf, reachedBy, wallText } from "./wall-time.ts";

const utc = (text: string): number => Date.parse(text);

/** Wall times and instants within two days of a clock change, or anywhere. */
const minutesNear = zoneName.chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    change: clockChange(zone),
    one: fc.integer({ min: -2_880, max: 2_880 }),
    other: fc.integer({ min: -2_880, max: 2_880 }),
  }),
);

describe("when a wall time begins", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00:00Z", "a skipped one begins at the change"],
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "a repeated one begins the first time"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z", "half an hour is skipped"],
    ["Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00:00Z", "a day that begins at one"],
    ["Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T01:00:00Z", "two hours are skipped"],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z", "a day that never was"],
    ["Asia/Kolkata", "2026-03-29T02:30", "2026-03-28T21:00:00Z", "clocks never change"],
  ])("%s %s is %s: %s", (zone, wall, expected) => {
    expect(new Date(instantOf(zone, wall)).toISOString()).toBe(new Date(utc(expected)).toISOString());
  });

  test("a later wall time never begins earlier", () => {
    fc.assert(
      fc.property(minutesNear, ({ zone, change, one, other }) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)].map((by) => change + by * MINUTE);
        expect(beginOf(zone, first ?? 0)).toBeLessThanOrEqual(beginOf(zone, second ?? 0));
      }),
      { numRuns: 1_000 },
    );
  });

  test("it is what the recipe of the spec gives", () => {
    fc.assert(
      fc.property(minutesNear, ({ zone, change, one }) => {
        const wall = wallText(change + one * MINUTE);
        expect(instantOf(zone, wall)).toBe(begin(zone, Temporal.PlainDateTime.from(wall)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("it has begun exactly when clocks have shown it or a later one", () => {
    fc.assert(
      fc.property(minutesNear, ({ zone, change, one, other }) => {
        const [wall, at] = [change + one * MINUTE, change + other * MINUTE];
        expect(beginOf(zone, wall) <= at).toBe(wall <= reachedBy(zone, at));
      }),
      { numRuns: 1_000 },
    );
  });
});

test("what clocks have shown is what heartbeats read from the platform's own calendar", () => {
  const near = minutesNear.map(({ zone, change, one }) => ({ zone, at: change + one * MINUTE }));
  const ever = fc.record({ zone: zoneName, at: fc.integer({ min: 0, max: utc("2040-01-01T00:00Z") }) });
  fc.assert(
    fc.property(fc.oneof(near, ever), ({ zone, at }) => {
      expect(reachedBy(zone, at)).toBe(wallClock(zone)?.latestBy(at));
    }),
    { numRuns: 500 },
  );
});
