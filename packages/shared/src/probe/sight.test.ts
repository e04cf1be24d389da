import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_SKEW_MS, probeSight, SILENT_AFTER_MS, skewOf } from "./sight.ts";

const NOW = Date.UTC(2026, 10, 30);

test.each([
  [{ at: NOW, skewMs: 0 }, "sighted"],
  [{ at: NOW, skewMs: 30_000 }, "sighted"],
  [{ at: NOW, skewMs: 30_001 }, "skewed"],
  [{ at: NOW, skewMs: -30_001 }, "skewed"],
  [{ at: NOW - 75_000, skewMs: 0 }, "sighted"],
  [{ at: NOW - 75_001, skewMs: 0 }, "silent"],
  [{ at: NOW - 75_001, skewMs: 60_000 }, "silent"],
  [{ at: null, skewMs: 0 }, "silent"],
] as const)("%o is %s", (heard, expected) => {
  expect(probeSight(heard, NOW)).toBe(expected);
});

test("a clock may be off either way, by the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.nat(SILENT_AFTER_MS), (off, ago) => {
      const sight = (skewMs: number) => probeSight({ at: NOW - ago, skewMs }, NOW);
      const skewMs = skewOf(NOW + off, NOW);
      expect(sight(skewMs)).toBe(sight(-skewMs));
      expect(sight(skewMs) === "sighted").toBe(Math.abs(off) <= MAX_SKEW_MS);
    }),
  );
});
