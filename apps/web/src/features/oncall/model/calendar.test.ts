import { HOUR } from "@nightbell/shared/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendar, overrides, rota } from "../../../testing/on-call.ts";
import { ana, ben, NOW } from "../../../testing/now.ts";
import { agendaOf } from "./agenda.ts";
import { type Block, lanesOf, movedBlock } from "./lanes.ts";
import { addDays, fetched, isDate, mondayOf, nightsOf, placed, rangeFrom } from "./range.ts";

const VIENNA = "Europe/Vienna";
const ZONES = [
  "UTC",
  VIENNA,
  "America/New_York",
  "Pacific/Apia",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
];
const range = rangeFrom("2026-11-23", VIENNA);

function lanes(more: Partial<Parameters<typeof calendar>[0]> = {}) {
  const view = calendar(more);
  const [of] = view.rotas;
  if (of === undefined) throw new Error("no rota");
  return lanesOf(view, of, rota().overrides, range);
}
const rows = (): Block[][] => lanes().flatMap((lane) => lane.rows);
const wall = (iso: string): number => Date.parse(iso);

describe("the days", () => {
  it("are this week's and the next, from Monday", () => {
    expect(mondayOf(NOW, VIENNA)).toBe("2026-11-23");
    // Still Sunday in New York, already Monday in Vienna.
    expect(mondayOf(wall("2026-11-23T02:00Z"), "America/New_York")).toBe("2026-11-16");
    expect(range.days.map(({ date }) => date).at(-1)).toBe("2026-12-06");
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  });

  it("have 23 or 25 hours when clocks change, and follow each other without a hole", () => {
    const days = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(days, fc.constantFrom(...ZONES), (day, zone) => {
        const some = rangeFrom(addDays("2024-01-01", day), zone);
        some.days.forEach(({ until }, i) => expect(until).toBe(some.days[i + 1]?.from ?? some.until));
        for (const { from, until } of some.days) expect((until - from) / HOUR).toBeOneOf([23, 23.5, 24, 24.5, 25]);
      }),
      { numRuns: 60 },
    );
  });

  it("lie within what is fetched, in every zone", () => {
    const { from, until } = fetched("2026-11-23");
    for (const zone of [...ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const some = rangeFrom("2026-11-23", zone);
      expect(some.from).toBeGreaterThanOrEqual(wall(from));
      expect(some.until).toBeLessThanOrEqual(wall(until));
    }
  });

  it.each([
    ["2026-11-23", true],
    ["2026-02-30", false],
    ["2026-13-01", false],
    ["1026-11-23", false],
    ["now", false],
  ])("takes %s as a date: %s", (text, is) => expect(isDate(text)).toBe(is));

  it("are shaded from 23 to 7 where the reader is, whatever zone is shown", () => {
    const nights = nightsOf(rangeFrom("2026-11-23", "America/New_York"), VIENNA);
    expect(nights).toContainEqual({ from: wall("2026-11-23T22:00Z"), until: wall("2026-11-24T06:00Z") });
  });
});

describe("blocks", () => {
  it("stand where their time is, and are cut at the edges", () => {
    expect(placed({ from: range.from, until: range.from + 7 * 24 * HOUR }, range)).toEqual({ left: 0, width: 50 });
    expect(placed({ from: range.from - HOUR, until: range.until + HOUR }, range)).toEqual({ left: 0, width: 100 });
    expect(placed({ from: range.until, until: range.until + HOUR }, range)).toBeNull();
  });

  it("lie in lanes: layers, what people changed, and last what is true, with its gap", () => {
    expect(lanes().map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "layer Everyday",
      "overrides Changes",
      "final On call",
    ]);
    const final = lanes().at(-1)?.rows[0] ?? [];
    expect(final.map(({ kind, users }) => (kind === "gap" ? "gap" : users.join()))).toEqual([
      ben.id,
      ana.id,
      ben.id,
      ana.id,
      ben.id,
      "gap",
      ben.id,
    ]);
  });

  it("fill the final lane without a hole", () => {
    const final = lanes().at(-1)?.rows[0] ?? [];
    expect(final.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
  });

  it("are silent where a layer is: that is no gap", () => {
    const quiet = [{ id: "nights", name: "Nights", shifts: [{ ...calendarGap(), users: [] }] }];
    expect(lanes({ layers: quiet })[0]?.rows).toEqual([[]]);
  });

  it("show the highest layer first", () => {
    const layers = ["low", "high"].map((id) => ({ id, name: id, shifts: [] }));
    expect(lanes({ layers }).map(({ id }) => id)).toEqual(["high", "low", "overrides", "final"]);
  });

  it("know where they were only fetched so far", () => {
    const [first] = lanes().at(-1)?.rows[0] ?? [];
    expect([first?.startKnown, first?.endKnown]).toEqual([false, true]);
  });

  it("take another row where changes overlap", () => {
    const view = calendar();
    const [of] = view.rotas;
    const [cover] = overrides();
    if (of === undefined || cover === undefined) throw new Error("no example");
    const twice = lanesOf(view, of, [cover, { ...cover, id: "ovr_2" }], range);
    expect(twice.find(({ kind }) => kind === "overrides")?.rows.map((row) => row.length)).toEqual([1, 1]);
  });
});

describe("keys", () => {
  const keyOf = (row: number, at: number): string => rows()[row]?.[at]?.key ?? "";

  it("lead along a row, and not beyond it", () => {
    expect(movedBlock("ArrowRight", keyOf(2, 1), lanes())).toBe(keyOf(2, 2));
    expect(movedBlock("ArrowLeft", keyOf(2, 0), lanes())).toBe(keyOf(2, 0));
    expect(movedBlock("End", keyOf(2, 0), lanes())).toBe(keyOf(2, 6));
    expect(movedBlock("x", keyOf(2, 0), lanes())).toBeNull();
  });

  it("lead to the block of the next lane that is nearest in time", () => {
    expect(movedBlock("ArrowUp", keyOf(2, 5), lanes())).toBe(keyOf(1, 1));
    expect(movedBlock("ArrowUp", keyOf(1, 0), lanes())).toBe(keyOf(0, 1));
    expect(movedBlock("ArrowDown", keyOf(0, 1), lanes())).toBe(keyOf(1, 0));
    expect(movedBlock("ArrowDown", keyOf(2, 1), lanes())).toBe(keyOf(2, 1));
  });
});

it("tells a day at a time in the list", () => {
  const days = agendaOf(lanes(), range);
  expect(days).toHaveLength(14);
  expect(days[1]?.items.map(({ allDay, block }) => [allDay, block.users])).toEqual([[true, [ana.id]]]);
  const saturday = days[12]?.items ?? [];
  expect(saturday.map(({ block: { kind }, allDay }) => `${kind} ${allDay}`)).toEqual([
    "shift false",
    "gap false",
    "shift false",
  ]);
  for (const { day, items } of days)
    expect(items.reduce((sum, { from, until }) => sum + until - from, 0)).toBe(day.until - day.from);
});

const calendarGap = () => ({ from: "2026-11-24T00:00:00.000Z", until: "2026-11-25T00:00:00.000Z" });
