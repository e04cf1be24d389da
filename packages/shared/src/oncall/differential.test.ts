import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, MINUTE } from "../time.ts";
import { Reference } from "./reference.testing.ts";
import { nextHandOver, onCallAt } from "./resolve.ts";
import { rotaCase } from "./rotas.testing.ts";
import { layerShiftsOf, shiftsOf } from "./shifts.ts";

/** The schedule core against a reference that goes minute by minute. */

const RUNS = 80;

test("shifts and hand-overs are those of a minute-by-minute scan", () => {
  fc.assert(
    fc.property(rotaCase, fc.integer({ min: 0, max: 1_440 }), ({ rota, around }, later) => {
      const [from, until] = [around - DAY, around + DAY];
      const expected = new Reference(rota, from, until).shifts(from, until);
      expect(shiftsOf(rota, from, until)).toEqual(expected);

      const after = from + later * MINUTE;
      const index = expected.findIndex((shift) => shift.until > after);
      expect(onCallAt(rota, after)).toEqual(expected[index]?.users);
      const next = nextHandOver(rota, after);
      const following = expected[index + 1];
      if (following) expect(next).toBe(following.from);
      else expect(next ?? Infinity).toBeGreaterThanOrEqual(until);
    }),
    { numRuns: RUNS },
  );
});

test("what one layer says is what the scan finds of it alone", () => {
  fc.assert(
    fc.property(rotaCase, ({ rota, around }) => {
      const [from, until] = [around - DAY / 2, around + DAY / 2];
      const [top] = rota.layers.slice(-1);
      const alone = { ...rota, layers: top ? [top] : [], overrides: [] };
      const expected = new Reference(alone, from, until).shifts(from, until);
      expect(layerShiftsOf(rota, rota.layers.length - 1, from, until)).toEqual(expected);
    }),
    { numRuns: RUNS },
  );
});
