import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader, ByteWriter, MalformedBytes } from "./bytes.ts";
import { bucketOf, BUCKETS, Histogram, valueOf } from "./histogram.ts";

const latency = fc.oneof(
  fc.double({ min: 1, max: 120_000, noNaN: true }),
  fc.constantFrom(1, 1.02, 1.02 ** 100, 120_000),
);
const latencies = fc.array(latency, { maxLength: 200 });

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

/** The plain rule: sort, and take the one of that rank. */
function rawPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}

const near = (value: number | null, raw: number): boolean => value !== null && Math.abs(value - raw) <= 0.01 * raw;

describe("buckets", () => {
  test("are those of the specification", () => {
    expect([0, 0.4, 1, 1.01, 1.03, 120_000, 9e9, Number.NaN].map(bucketOf)).toEqual([0, 0, 0, 1, 2, 591, 591, 0]);
    expect(BUCKETS).toBe(592);
  });

  test("stand for every latency in them within 1 %, and for themselves", () => {
    fc.assert(fc.property(latency, (ms) => near(valueOf(bucketOf(ms)), ms)));
    for (let bucket = 0; bucket < BUCKETS; bucket++) expect(bucketOf(valueOf(bucket))).toBe(bucket);
  });
});

describe("percentiles", () => {
  test("are within 1 % of the plain rule, and so is the average", () => {
    fc.assert(
      fc.property(latencies, fc.constantFrom(0, 0.5, 0.9, 0.95, 0.99, 1), (values, share) => {
        const histogram = histogramOf(values);
        if (values.length === 0) return histogram.percentile(share) === null && histogram.sum === 0;
        const sum = values.reduce((a, b) => a + b, 0);
        return near(histogram.percentile(share), rawPercentile(values, share)) && near(histogram.sum, sum);
      }),
    );
  });

  test("of many hours added up are those of all latencies at once", () => {
    fc.assert(
      fc.property(fc.array(latencies, { minLength: 1, maxLength: 24 }), (hours) => {
        const all = hours.flat();
        const merged = Histogram.of(...hours.map((values) => histogramOf(values).packed()));
        return all.length === 0 || [0.5, 0.95].every((p) => near(merged.percentile(p), rawPercentile(all, p)));
      }),
    );
  });
});

describe("packing", () => {
  const packed = latencies.map((values) => histogramOf(values).packed());

  test("adds up in any order and grouping", () => {
    fc.assert(
      fc.property(packed, packed, packed, (a, b, c) => {
        const whole = Histogram.of(a, b, c).packed();
        expect(Histogram.of(c, b, a).packed()).toEqual(whole);
        expect(Histogram.of(Histogram.of(a, b).packed(), c).packed()).toEqual(whole);
        expect(Histogram.of(a, Histogram.of(b, c).packed()).packed()).toEqual(whole);
      }),
    );
  });

  test("keeps everything, and nothing takes no bytes", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = histogramOf(values);
        const again = Histogram.of(histogram.packed());
        return again.count === values.length && again.max === histogram.max && again.min === histogram.min;
      }),
    );
    expect(new Histogram().packed()).toHaveLength(0);
  });

  test("bytes of somebody else are refused, never misread", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          Histogram.of(Histogram.of(bytes).packed());
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBytes);
        }
      }),
    );
    expect(() => Histogram.of(Uint8Array.of(5))).toThrow(MalformedBytes);
    expect(() => Histogram.of(Uint8Array.of(0xd0, 0x04, 1))).toThrow(MalformedBytes);
  });
});

test("numbers and texts come back as they were written", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), fc.string({ unit: "binary" }), (numbers, text) => {
      const writer = new ByteWriter();
      for (const number of numbers) writer.varint(number);
      writer.text(text);
      const reader = new ByteReader(writer.done());
      expect(numbers.map(() => reader.varint())).toEqual(numbers);
      expect(reader.text()).toBe(text);
      expect(reader.isDone).toBe(true);
    }),
  );
});
