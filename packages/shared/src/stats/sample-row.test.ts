import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE, SECOND } from "../time.ts";
import { keptMs, SAMPLE_RESULTS, type Sample } from "./sample.ts";
import { minuteOf, packRow, unpackRow } from "./sample-row.ts";

const MINUTE_NUMBER = minuteOf(Date.parse("2026-11-30T12:00:00Z"));
const START = MINUTE_NUMBER * MINUTE;
const MONITORS = Array.from({ length: 300 }, (_, index) => `mon_${index}`);
const numberOf = (monitor: string): number => MONITORS.indexOf(monitor);
const nameOf = (number: number): string | null => MONITORS[number] ?? null;

const sample: fc.Arbitrary<Sample> = fc
  .record({
    monitor: fc.constantFrom(...MONITORS),
    region: fc.constantFrom("weur", "enam", "apac", "prb_01kbaycqfx0000000000000000"),
    colo: fc.oneof(fc.constantFrom("FRA", "IAD", "unknown"), fc.string({ unit: "binary", maxLength: 12 })),
    at: fc.integer({ min: -60, max: 59 }).map((second) => START + second * SECOND),
    result: fc.constantFrom(...SAMPLE_RESULTS),
    cause: fc.constantFrom(null, "http_status", "timeout_ttfb", "a cause of tomorrow"),
    ms: fc.double({ min: 0, max: 200_000, noNaN: true }).map(keptMs),
  })
  .map((one) => (one.result === "fail" ? one : { ...one, cause: null }));
const row = fc.record({ dispatchedThrough: fc.nat(2 * START), samples: fc.array(sample, { maxLength: 60 }) });

test("a row comes back as it was packed", () => {
  fc.assert(
    fc.property(row, (one) => {
      expect(unpackRow(MINUTE_NUMBER, packRow(MINUTE_NUMBER, one, numberOf), nameOf)).toEqual(one);
    }),
  );
});

test("a sample takes at most ten bytes", () => {
  const samples = MONITORS.flatMap((monitor): Sample[] =>
    ["weur", "enam", "apac"].map((region) => ({
      monitor,
      region,
      colo: region.toUpperCase(),
      at: START,
      result: "fail",
      cause: "http_status",
      ms: 100_000,
    })),
  );
  const bytes = packRow(MINUTE_NUMBER, { dispatchedThrough: START, samples }, (monitor) => 9_000 + numberOf(monitor));
  expect(bytes.length / samples.length).toBeLessThanOrEqual(10);
});

test("what lies outside the row's two minutes is kept at their edge", () => {
  const one = { monitor: "mon_1", region: "weur", colo: "FRA", result: "pass", cause: null, ms: keptMs(80) } as const;
  const samples = [-90, 70].map((second): Sample => ({ ...one, at: START + second * SECOND }));
  const bytes = packRow(MINUTE_NUMBER, { dispatchedThrough: 0, samples }, numberOf);
  const seconds = unpackRow(MINUTE_NUMBER, bytes, nameOf)?.samples.map(({ at }) => (at - START) / SECOND);
  expect(seconds).toEqual([-60, 59]);
});

test("only the monitors that are asked for are read", () => {
  fc.assert(
    fc.property(row, (one) => {
      const bytes = packRow(MINUTE_NUMBER, one, numberOf);
      const some = unpackRow(MINUTE_NUMBER, bytes, (number) => (number % 2 === 0 ? nameOf(number) : null));
      expect(some?.samples).toEqual(one.samples.filter(({ monitor }) => numberOf(monitor) % 2 === 0));
    }),
  );
});

test("broken bytes are no row, and never an exception", () => {
  fc.assert(
    fc.property(row, fc.nat(), fc.nat(), fc.nat(255), (one, cut, at, byte) => {
      const bytes = packRow(MINUTE_NUMBER, one, numberOf);
      expect(unpackRow(MINUTE_NUMBER, bytes.slice(0, cut % bytes.length), nameOf)).toBeNull();
      bytes[at % bytes.length] = byte;
      unpackRow(MINUTE_NUMBER, bytes, nameOf);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void unpackRow(MINUTE_NUMBER, bytes, nameOf)));
  expect(unpackRow(MINUTE_NUMBER, Uint8Array.of(2, 0, 0, 0, 0), nameOf)).toBeNull();
  expect(unpackRow(MINUTE_NUMBER, Uint8Array.of(1, 0, 0, 0, 0, 0), nameOf)).toBeNull();
});
