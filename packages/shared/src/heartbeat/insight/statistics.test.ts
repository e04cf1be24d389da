import fc from "fast-check";
import { expect, test } from "vitest";
import { median, theilSen } from "./statistics.ts";

test.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[1e308, 1e308], 1e308],
  [[1.7e308, 1.5e308], 1.6e308],
  [[10, 9, 1], 9],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

test("the median of nothing is no number", () => {
  expect(median([])).toBeNaN();
});

const line = (count: number, slope: number, level: number) =>
  Array.from({ length: count }, (_, i) => ({ at: 1_800_000_000_000 + i * 60_000, value: level + slope * i * 60_000 }));

test("a line is found through a quarter of nonsense", () => {
  const samples = line(20, 0.5, 100).map((sample, i) => (i % 5 === 0 ? { ...sample, value: 1e9 } : sample));
  expect(theilSen(samples)?.slope).toBeCloseTo(0.5, 9);
});

test("noise shows as residual", () => {
  const noisy = line(21, 0, 100).map((sample, i) => ({ ...sample, value: sample.value + (i % 3) - 1 }));
  expect(theilSen(noisy)?.residual).toBeCloseTo(1, 1);
  expect(theilSen(line(21, 2, 5))?.residual).toBeCloseTo(0, 6);
});

test("samples of one instant have no slope", () => {
  expect(theilSen([])).toBeNull();
  expect(theilSen([{ at: 1, value: 2 }])).toBeNull();
  expect(
    theilSen([
      { at: 1, value: 2 },
      { at: 1, value: 3 },
    ]),
  ).toBeNull();
});

test("adding a constant changes nothing, and scaling scales", () => {
  const series = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(series, fc.integer({ min: -500, max: 500 }), fc.constantFrom(2, 4, 0.5), (values, shift, scale) => {
      const samples = values.map((value, i) => ({ at: i * 1_000, value }));
      const trend = theilSen(samples);
      const moved = theilSen(samples.map(({ at, value }) => ({ at, value: value * scale + shift })));
      expect(moved?.slope).toBeCloseTo((trend?.slope ?? Number.NaN) * scale, 9);
      expect(moved?.residual).toBeCloseTo((trend?.residual ?? Number.NaN) * scale, 6);
    }),
  );
});
