import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../time.ts";
import { referenceSlots } from "./cron-reference.testing.ts";
import { nextSlot, slotsOf, upcoming } from "./schedule.ts";
import type { Schedule } from "./settings.ts";

const cron = (expression: string, zone = "UTC"): Schedule => ({ kind: "cron", expression, zone });
const at = (text: string): number => Date.parse(text);
const iso = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().replace(":00.000Z", "Z");

/** Midday (UTC) of days on which clocks change, in zones whose changes differ in size, hour and direction. */
const CHANGES: readonly (readonly [string, string])[] = [
  ["Europe/Vienna", "2026-03-29"],
  ["Europe/Vienna", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Antarctica/Troll", "2026-10-25"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2018-02-18"],
  ["Africa/Cairo", "2026-04-24"],
  ["Africa/Cairo", "2026-10-29"],
  ["America/Havana", "2026-03-08"],
  ["America/Havana", "2026-11-01"],
  ["Asia/Beirut", "2026-03-29"],
  ["America/St_Johns", "2011-03-13"],
  ["America/St_Johns", "2011-11-06"],
  ["Asia/Kathmandu", "2026-05-01"],
];

/** All slots of a line in [from, to), found forwards. */
function forwards(schedule: Schedule, from: number, to: number): number[] {
  const slots = slotsOf(schedule);
  const found: number[] = [];
  for (let slot = slots.next(from - 1); slot !== null && slot < to; slot = slots.next(slot)) found.push(slot);
  return found;
}

/** The same, found backwards. */
function backwards(schedule: Schedule, from: number, to: number): number[] {
  const slots = slotsOf(schedule);
  const found: number[] = [];
  for (let slot = slots.previous(to); slot !== null && slot >= from; slot = slots.previous(slot)) found.push(slot);
  return found.reverse();
}

function compare(expression: string, zone: string, day: string): void {
  const middle = at(`${day}T12:00:00Z`);
  const [from, to] = [middle - 26 * HOUR, middle + 26 * HOUR];
  const wanted = referenceSlots(expression, zone, from, to).map(iso);
  const label = `${expression} in ${zone} around ${day}`;
  expect(forwards(cron(expression, zone), from, to).map(iso), label).toEqual(wanted);
  expect(backwards(cron(expression, zone), from, to).map(iso), `backwards: ${label}`).toEqual(wanted);
}

describe("daylight saving, against a minute-by-minute reference", () => {
  const expressions = [
    "30 2 * * *",
    "0,30 2 * * *",
    "30 1-3 * * *",
    "0,30 1 * * *",
    "0-45/15 2 * * *",
    "15 0-23/2 * * *",
    "5,35 0,1,2,3,23 * * *",
    "0 0 * * *",
    "30 0 * * *",
    "59 23 * * *",
    "*/20 2 * * *",
    "30 * * * *",
    "0 */2 * * *",
    "7,*/15 1-3 * * *",
    "*,5 2 * * *",
  ];
  test.each(CHANGES)("%s %s", (zone, day) => {
    for (const expression of expressions) compare(expression, zone, day);
  });

  const step = (max: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.integer({ min: 0, max }).map(String),
      fc
        .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max }))
        .map((pair) => `${Math.min(...pair)}-${Math.max(...pair)}`),
      fc
        .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max }), fc.integer({ min: 1, max: 9 }))
        .map(([a, b, n]) => `${Math.min(a, b)}-${Math.max(a, b)}/${n}`),
      fc.integer({ min: 1, max: 12 }).map((n) => `*/${n}`),
    );
  const field = (max: number): fc.Arbitrary<string> =>
    fc.array(step(max), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(","));

  test("random lines", () => {
    fc.assert(
      fc.property(
        field(59),
        fc.oneof(field(23), field(4)),
        fc.constantFrom(...CHANGES),
        (minute, hour, [zone, day]) => {
          compare(`${minute} ${hour} * * *`, zone, day);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("dates, against the reference", () => {
  const dates = [
    "* * *",
    "13 * 5",
    "*/2 * 5",
    "1 * */2",
    "L * *",
    "LW * *",
    "15W * *",
    "1W,31W * *",
    "L,15 2 *",
    "* * 5L",
    "* * 1#1,5#5",
    "1-7 * 1",
    "29 2 *",
    "* 2 7",
    "31 * *",
    "* */5 6-7",
    "10-20/5 1-6 *",
    "L * 0",
    "*,5 * 3",
    "1W * 2#2",
  ];
  test.each(dates)("0 0 %s", (fields) => {
    const expression = `0 0 ${fields}`;
    const [from, to] = [at("2028-01-20T00:00:00Z"), at("2028-04-03T00:00:00Z")];
    expect(forwards(cron(expression), from, to).map(iso)).toEqual(referenceSlots(expression, "UTC", from, to).map(iso));
  });
});

describe("known instants", () => {
  test("a fixed time in a gap runs at the first minute after it", () => {
    expect(iso(nextSlot(cron("30 2 * * *", "America/New_York"), at("2026-03-08T05:00:00Z")))).toBe("2026-03-08T07:00Z");
  });

  test("a wildcard line follows real time across a half-hour change", () => {
    expect(upcoming(cron("0 */2 * * *", "Australia/Lord_Howe"), at("2026-04-04T13:00:00Z"), 2).map(iso)).toEqual([
      "2026-04-04T15:30Z",
      "2026-04-04T17:30Z",
    ]);
  });

  test("names, Sunday as 7, and a week that ends on Sunday", () => {
    const from = at("2026-01-10T00:00:00Z");
    expect(upcoming(cron("0 0 * jan sun"), from, 2)).toEqual(upcoming(cron("0 0 * 1 7"), from, 2));
    expect(upcoming(cron("0 0 * * FRI-SUN"), from, 9)).toEqual(upcoming(cron("0 0 * * 5,6,0"), from, 9));
    expect(upcoming(cron("0 0 * * SUN-SUN"), from, 2)).toEqual(upcoming(cron("0 0 * * 0"), from, 2));
  });

  test("a period steps from the instant asked about", () => {
    const every: Schedule = { kind: "period", seconds: 90 };
    expect(upcoming(every, 1_000, 3)).toEqual([91_000, 181_000, 271_000]);
    expect(slotsOf(every).previous(91_000)).toBe(1_000);
  });
});

test("next is strictly after, previous strictly before, and they are each other's inverse", () => {
  const expressions = fc.constantFrom(
    "0 3 * * *",
    "*/7 * * * *",
    "30 2 29 2 *",
    "0,30 1-3 * * 1-5",
    "15 4 L * *",
    "0 0 1 */3 *",
  );
  const zones = fc.constantFrom("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "US/Pacific");
  fc.assert(
    fc.property(
      expressions,
      zones,
      fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2090-01-01T00:00:00Z") }),
      (expression, zone, from) => {
        const schedule = cron(expression, zone);
        const next = nextSlot(schedule, from) ?? Number.NaN;
        const after = nextSlot(schedule, next) ?? Number.NaN;
        expect(next).toBeGreaterThan(from);
        expect(next % 60_000).toBe(0);
        expect(after).toBeGreaterThan(next);
        expect(slotsOf(schedule).previous(after)).toBe(next);
        expect(slotsOf(schedule).previous(next) ?? 0).toBeLessThanOrEqual(from);
        expect(nextSlot(schedule, next - 1)).toBe(next);
        expect(after - next).toBeLessThan(8 * 366 * DAY + HOUR);
      },
    ),
    { numRuns: 300 },
  );
});
