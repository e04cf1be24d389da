import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { turnAt } from "./layer.ts";
import { onCallAt } from "./resolve.ts";
import type { Rota, RotaLayer, RotaVersion, RotaWindow, Shift } from "./rota.ts";
import { clockChange, instantNear, near, overrideNear, rotaCase, zoneName } from "./rotas.testing.ts";
import { samePeople, shiftsOf } from "./shifts.ts";
import { instantOf } from "./wall-time.ts";

/** The properties of spec "oncall" §11. */

const version: RotaVersion = {
  from: null,
  zone: null,
  anchor: "2009-01-01T00:00",
  unit: "day",
  every: 1,
  slots: [["ana"]],
  windows: null,
  until: null,
};

const rotaOf = (zone: string, layers: Partial<RotaLayer>[]): Rota => ({
  id: "sch_1",
  name: "Rota",
  zone,
  layers: layers.map((layer, index) => ({
    id: `layer_${index}`,
    name: "Layer",
    zone: null,
    versions: [version],
    windows: [],
    ...layer,
  })),
  overrides: [],
});

test("the same people are on call between two boundaries", () => {
  fc.assert(
    fc.property(rotaCase, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), ({ rota, around }, part) => {
      for (const { from, until, users } of shiftsOf(rota, around - DAY, around + DAY)) {
        for (const at of [from, from + Math.floor(part * (until - from)), until - 1])
          expect(onCallAt(rota, at)).toEqual(users);
      }
    }),
    { numRuns: 150 },
  );
});

test("the shifts of [a,b) and of [b,c) merge to those of [a,c)", () => {
  const withCut = rotaCase.chain((one) => fc.tuple(fc.constant(one), instantNear(one)));
  fc.assert(
    fc.property(withCut, ([{ rota, around }, cut]) => {
      const [from, until] = [around - 2 * DAY, around + 2 * DAY];
      const [before, after] = [shiftsOf(rota, from, cut), shiftsOf(rota, cut, until)];
      const [last, first] = [before.at(-1), after[0]];
      const seamless = last && first && samePeople(last.users, first.users);
      const merged = seamless
        ? [...before.slice(0, -1), { ...first, from: last.from }, ...after.slice(1)]
        : [...before, ...after];
      expect(merged).toEqual(shiftsOf(rota, from, until));
    }),
    { numRuns: 150 },
  );
});

test("one layer without windows has one slot at any time after its anchor, and none before", () => {
  const rhythm = fc.record({
    unit: fc.constantFrom("hour", "day", "week", "month"),
    every: fc.integer({ min: 1, max: 40 }),
  });
  const at = zoneName.chain((zone) =>
    fc.tuple(
      fc.constant(zone),
      clockChange(zone).chain((change) => near(change, 3)),
    ),
  );
  fc.assert(
    fc.property(rhythm, at, fc.integer({ min: -500, max: 4_000 }), (turns, [zone, now], hours) => {
      const anchor = new Date(now - hours * HOUR).toISOString().slice(0, 16);
      const slots = [["ana"], ["bo"], ["cy"]];
      const rota = rotaOf(zone, [{ versions: [{ ...version, ...turns, anchor, slots }] }]);
      expect(onCallAt(rota, now)).toHaveLength(instantOf(zone, anchor) <= now ? 1 : 0);
    }),
    { numRuns: 500 },
  );
});

test("windows that partition the week partition time", () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 7 * 288 - 1 }), { minLength: 2, maxLength: 12 });
  const place = zoneName.chain((zone) => fc.tuple(fc.constant(zone), clockChange(zone)));
  fc.assert(
    fc.property(cuts, place, (steps, [zone, change]) => {
      const layers = partition(steps).map((window) => ({ windows: [window] }));
      const rota = rotaOf(zone, layers);
      expect(shiftsOf(rota, change - 4 * DAY, change + 4 * DAY)).toHaveLength(1);
      for (let at = change - 4 * HOUR; at < change + 4 * HOUR; at += 5 * MINUTE) {
        const open = rota.layers.filter((layer) => turnAt(rota, layer, at).length > 0);
        expect(open).toHaveLength(1);
      }
    }),
    { numRuns: 30 },
  );
});

/** One window from each cut of the week to the next; cuts are in steps of 5 minutes from Monday. */
function partition(cuts: readonly number[]): RotaWindow[] {
  const sorted = cuts.toSorted((a, b) => a - b);
  return sorted.map((step, index) => {
    const until = sorted[index + 1] ?? (sorted[0] ?? 0) + 7 * 288;
    const [day, endDay] = [Math.floor(step / 288), Math.floor(until / 288)];
    return { days: [day + 1], start: clockOf(step), end: clockOf(until), spanDays: endDay - day };
  });
}

const clockOf = (step: number): string => new Date(step * 5 * MINUTE).toISOString().slice(11, 16);

test("a version changes nothing before its `from`", () => {
  const other = rotaCase.chain((one) => fc.tuple(fc.constant(one), rotaCase, near(one.around, 1)));
  fc.assert(
    fc.property(other, ([{ rota, around }, donor, from]) => {
      const added = donor.rota.layers[0]?.versions[0];
      const layers = rota.layers.map((layer) => ({
        ...layer,
        versions: added ? [...layer.versions, { ...added, from }] : layer.versions,
      }));
      const start = around - 2 * DAY;
      expect(shiftsOf({ ...rota, layers }, start, from)).toEqual(shiftsOf(rota, start, from));
    }),
    { numRuns: 150 },
  );
});

test("an override changes nothing outside itself", () => {
  const withOne = rotaCase.chain((one) => fc.tuple(fc.constant(one), overrideNear(one.around)));
  fc.assert(
    fc.property(withOne, ([{ rota, around }, override]) => {
      const changed = { ...rota, overrides: [...rota.overrides, override] };
      const outside = (one: Rota): Shift[][] => [
        shiftsOf(one, around - 3 * DAY, override.from),
        shiftsOf(one, override.until, around + 4 * DAY),
      ];
      expect(outside(changed)).toEqual(outside(rota));
    }),
    { numRuns: 150 },
  );
});
