import fc from "fast-check";
import { expect, test } from "vitest";
import { cronSlots } from "./cron-slots.ts";
import { rememberedSlots } from "./remembered-slots.ts";
import type { Slots } from "./slots.ts";

const START = Date.parse("2026-03-28T20:00:00Z");

test("remembered slots are the slots, in whatever order they are asked for", () => {
  const asks = fc.array(fc.record({ next: fc.boolean(), at: fc.nat(20 * 3_600_000) }), { maxLength: 40 });
  const expression = fc.constantFrom("*/10 * * * *", "0,30 2 * * *", "15 1-4 * * *");
  fc.assert(
    fc.property(expression, asks, (line, questions) => {
      const plain = cronSlots(line, "Europe/Vienna");
      const remembered = rememberedSlots(plain);
      for (const { next, at } of questions) {
        const ask = (slots: Slots) => (next ? slots.next(START + at) : slots.previous(START + at));
        expect(ask(remembered)).toBe(ask(plain));
      }
    }),
  );
});

test("a schedule that has ended, or had no slot before, is remembered as such", () => {
  let asked = 0;
  const one: Slots = {
    next: (after) => ((asked += 1), after < 100 ? 100 : null),
    previous: (before) => ((asked += 1), before > 100 ? 100 : null),
  };
  const slots = rememberedSlots(one);
  expect([slots.next(50), slots.next(99), slots.next(100), slots.next(5_000)]).toEqual([100, 100, null, null]);
  expect([slots.previous(100), slots.previous(60), slots.previous(101)]).toEqual([null, null, 100]);
  expect(asked).toBe(4);
});
