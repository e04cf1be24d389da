import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { referenceCalendarSlots } from "./on-calendar-reference.testing.ts";
import { nextSlot, slotsOf, upcoming } from "./schedule.ts";
import type { Schedule } from "./settings.ts";

const calendar = (expression: string, zone = "UTC"): Schedule => ({ kind: "oncalendar", expression, zone });
const at = (text: string): number => Date.parse(text);
const iso = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().replace(":00.000Z", "Z");
const after = (expression: string, zone: string, from: string, count: number): (string | null)[] =>
  upcoming(calendar(expression, zone), at(from), count).map(iso);

/** Days on which clocks change, in zones whose changes differ in size, hour and direction. */
const CHANGES: readonly (readonly [string, string])[] = [
  ["Europe/Riga", "2020-03-29"],
  ["Europe/Riga", "2020-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Antarctica/Troll", "2026-10-25"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2018-02-18"],
  ["America/Havana", "2026-11-01"],
  ["Asia/Beirut", "2026-03-29"],
  ["America/St_Johns", "2011-03-13"],
  ["America/St_Johns", "2011-11-06"],
  ["Pacific/Apia", "2011-12-30"],
  ["Asia/Kathmandu", "2026-05-01"],
];

function forwards(schedule: Schedule, from: number, to: number): number[] {
  const slots = slotsOf(schedule);
  const found: number[] = [];
  for (let slot = slots.next(from - 1); slot !== null && slot < to; slot = slots.next(slot)) found.push(slot);
  return found;
}

function backwards(schedule: Schedule, from: number, to: number): number[] {
  const slots = slotsOf(schedule);
  const found: number[] = [];
  for (let slot = slots.previous(to); slot !== null && slot >= from; slot = slots.previous(slot)) found.push(slot);
  return found.reverse();
}

function compare(expression: string, zone: string, from: number, to: number): void {
  const wanted = referenceCalendarSlots(expression, zone, from, to).map(iso);
  const label = `${expression} in ${zone} from ${iso(from)}`;
  expect(forwards(calendar(expression, zone), from, to).map(iso), label).toEqual(wanted);
  expect(backwards(calendar(expression, zone), from, to).map(iso), `backwards: ${label}`).toEqual(wanted);
}

const around = (day: string): [number, number] => [
  at(`${day}T12:00:00Z`) - 26 * HOUR,
  at(`${day}T12:00:00Z`) + 26 * HOUR,
];

describe("daylight saving, against a minute-by-minute reference", () => {
  const expressions = [
    "*-*-* 2:30",
    "*-*-* 0:0",
    "*-*-* 0..3:0,30",
    "*-*-* *:15/20",
    "*-*-* *:*:30",
    "*-*-* 1:59:59\n*-*-* 3:0:59 UTC",
    "Sun *-*-* 0/2:10",
    "*-*~1 *:5",
    "*-*-* 2:30 America/New_York\n*-*-* 2:30",
  ];
  test.each(CHANGES)("%s %s", (zone, day) => {
    for (const expression of expressions) compare(expression, zone, ...around(day));
  });

  const component = (low: number, high: number): fc.Arbitrary<string> => {
    const value = fc.integer({ min: low, max: high });
    const pair = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}..${Math.max(a, b)}`);
    const step = fc.integer({ min: 1, max: 9 });
    return fc.oneof(
      fc.constant("*"),
      value.map(String),
      pair,
      fc.tuple(value, step).map(([a, n]) => `${a}/${n}`),
      fc.tuple(pair, step).map(([range, n]) => `${range}/${n}`),
      fc.array(value, { minLength: 2, maxLength: 4 }).map((list) => list.join(",")),
    );
  };
  const numbered = (low: number, high: number): fc.Arbitrary<string> =>
    component(low, high).filter((text) => text !== "*");
  const date = fc.oneof(
    fc.constant("*-*-*"),
    component(1, 31).map((day) => `*-*-${day}`),
    numbered(1, 28).map((day) => `*-*~${day}`),
    fc.tuple(component(1, 12), component(1, 31)).map(([month, day]) => `*-${month}-${day}`),
  );
  const weekdays = fc.constantFrom("", "", "Mon..Fri ", "Sat,Sun ", "Sun ", "Wed,Fri..Sun ");
  const line = fc
    .tuple(
      weekdays,
      date,
      fc.oneof(component(0, 23), component(0, 4)),
      component(0, 59),
      fc.constantFrom("", " UTC", " Europe/Vienna"),
    )
    .map(([days, on, hour, minute, zone]) => `${days}${on} ${hour}:${minute}${zone}`);

  test("random expressions", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 2 }), fc.constantFrom(...CHANGES), (lines, [zone, day]) => {
        const expression = lines.join("\n");
        fc.pre(expression.length <= 100);
        fc.pre(nextSlotOrNull(expression, zone) !== null);
        compare(expression, zone, ...around(day));
      }),
      { numRuns: 80 },
    );
  });

  test("random dates over a year", () => {
    const [from, to] = [at("2028-01-20T00:00:00Z"), at("2028-05-03T00:00:00Z")];
    fc.assert(
      fc.property(weekdays, date, (days, on) => {
        fc.pre(nextSlotOrNull(`${days}${on} 0:0`, "UTC") !== null);
        compare(`${days}${on} 0:0`, "UTC", from, to);
      }),
      { numRuns: 30 },
    );
  });

  const nextSlotOrNull = (expression: string, zone: string): number | null =>
    nextSlot(calendar(expression, zone), at("2000-01-01T00:00:00Z"));
});

describe("known instants", () => {
  test("a slot that clocks skip does not exist", () => {
    expect(after("*-*-29 3:30", "Europe/Riga", "2020-02-29T01:30:05Z", 1)).toEqual(["2020-04-29T00:30Z"]);
  });

  test("of a repeated hour only the first pass counts, even asked from inside the second", () => {
    expect(after("*:30", "Europe/Vienna", "2026-10-25T00:00:00Z", 2)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-25T02:30Z",
    ]);
    expect(after("*:30", "Europe/Vienna", "2026-10-25T01:10:00Z", 1)).toEqual(["2026-10-25T02:30Z"]);
    expect(iso(slotsOf(calendar("*:30", "Europe/Vienna")).previous(at("2026-10-25T01:10:00Z")))).toBe(
      "2026-10-25T00:30Z",
    );
  });

  test("a zone that skipped a whole day", () => {
    expect(after("*:*", "Pacific/Apia", "2011-12-30T09:58:00Z", 2)).toEqual(["2011-12-30T09:59Z", "2011-12-30T10:00Z"]);
    expect(after("12:00", "Pacific/Apia", "2011-12-29T23:00:00Z", 1)).toEqual(["2011-12-30T22:00Z"]);
  });

  test("days counted from the end of the month", () => {
    expect(after("*-*~1", "UTC", "2028-01-31T00:00:00Z", 3)).toEqual([
      "2028-02-29T00:00Z",
      "2028-03-31T00:00Z",
      "2028-04-30T00:00Z",
    ]);
    expect(after("Mon *-05~07/1", "UTC", "2026-01-01T00:00:00Z", 2)).toEqual([
      "2026-05-25T00:00Z",
      "2027-05-31T00:00Z",
    ]);
  });

  test("words, and a line's zone beats the schedule's", () => {
    const from = "2026-05-14T22:10:00Z";
    const first = (expression: string): string | null => after(expression, "Asia/Kathmandu", from, 1)[0] ?? null;
    expect(first("minutely")).toBe("2026-05-14T22:11Z");
    expect(first("Hourly")).toBe("2026-05-14T22:15Z");
    expect(first("daily")).toBe("2026-05-15T18:15Z");
    expect(first("daily UTC")).toBe("2026-05-15T00:00Z");
    expect(first("weekly UTC")).toBe("2026-05-18T00:00Z");
    expect(first("monthly UTC")).toBe("2026-06-01T00:00Z");
    expect(first("quarterly UTC")).toBe("2026-07-01T00:00Z");
    expect(first("semiannually utc")).toBe("2026-07-01T00:00Z");
    expect(first("yearly UTC")).toBe("2027-01-01T00:00Z");
    expect(first("annually US/Pacific")).toBe("2027-01-01T08:00Z");
  });

  test("an end: of a finite schedule, and of the calendar", () => {
    expect(after("2026-02-1..3 12:00", "UTC", "2026-02-01T12:00:00Z", 5)).toEqual([
      "2026-02-02T12:00Z",
      "2026-02-03T12:00Z",
    ]);
    expect(nextSlot(calendar("2019-01-01"), at("2020-01-01T00:00:00Z"))).toBeNull();
    expect(slotsOf(calendar("2019-01-01")).previous(at("2019-01-01T00:00:00Z"))).toBeNull();
    expect(after("yearly", "UTC", "2198-06-01T00:00:00Z", 5)).toEqual(["2199-01-01T00:00Z"]);
    expect(nextSlot(calendar("daily"), at("2300-01-01T00:00:00Z"))).toBeNull();
  });
});

test("next is strictly after, previous strictly before, they are each other's inverse, and a minute lies between", () => {
  const expressions = fc.constantFrom(
    "*:*",
    "Mon..Fri 9..17:0/15:30",
    "*-2-29 2:30",
    "Sun *-*-1..7 1,2,3:30",
    "*-*~1 23:59:59\n*-*-1 0:0:59",
    "3:0 Europe/Vienna\n3:1 America/New_York",
  );
  const zones = fc.constantFrom("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "US/Pacific");
  const [from, to] = [at("2000-01-01T00:00:00Z"), at("2090-01-01T00:00:00Z")];
  fc.assert(
    fc.property(expressions, zones, fc.integer({ min: from, max: to }), (expression, zone, instant) => {
      const slots = slotsOf(calendar(expression, zone));
      const next = slots.next(instant) ?? Number.NaN;
      const second = slots.next(next) ?? Number.NaN;
      expect(next).toBeGreaterThan(instant);
      expect(second - next).toBeGreaterThanOrEqual(MINUTE);
      expect(second - next).toBeLessThan(13 * 366 * DAY);
      expect(slots.previous(second)).toBe(next);
      expect(slots.previous(next) ?? 0).toBeLessThanOrEqual(instant);
      expect(slots.next(next - 1)).toBe(next);
    }),
    { numRuns: 400 },
  );
});
