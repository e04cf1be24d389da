import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { METRIC_NAME } from "../insight/insight.ts";
import { decimal } from "./decimal.ts";
import { metricsOfJson } from "./json-metrics.ts";
import { mergeMetrics, MetricSet } from "./metric-set.ts";

/** Spec "heartbeats" §6.1. */
describe("a decimal", () => {
  it.each([
    ["0", 0],
    ["-12.50", -12.5],
    ["+.5e-3", 0.0005],
    ["7.", 7],
    ["1E6", 1_000_000],
  ])("%s is %d", (text, value) => expect(decimal(text)).toBe(value));

  it.each(["", " 1", "1 ", ".", "e5", "1e", "0x1f", "1_000", "1,5", "NaN", "Infinity", "1e309", "1n", "١"])(
    "%j is none",
    (text) => expect(decimal(text)).toBeNull(),
  );

  it("is every finite number as programs print it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimal(String(value))).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });
});

describe("metrics of a JSON body", () => {
  const found = (text: string) => {
    const { accepted, dropped } = metricsOfJson(text);
    return { accepted: Object.fromEntries(accepted), dropped };
  };

  it.each([
    ['{"rows": 12, "ok": true, "host": "a", "nested": {"x": 1}}', { rows: 12 }, 0],
    ['{"rows": 1, "metrics": {"size_bytes": 5e3, "n": -1}}', { size_bytes: 5_000, n: -1 }, 0],
    ['{"metrics": {"a": "1", "b": null, "9": 3, "c": [1], "d": 4}}', { d: 4 }, 4],
    ['{"metrics": {}, "rows": 1}', {}, 0],
    ['{"metrics": [1], "rows": 1}', { rows: 1 }, 0],
    ['{"metrics": 3}', { metrics: 3 }, 0],
    ['{"a b": 1, "__proto__": 2, "constructor": 3, "big": 1e999}', { constructor: 3 }, 3],
    ["[1, 2]", {}, 0],
    ["null", {}, 0],
    ["", {}, 0],
    ['{"rows": 12', {}, 0],
    ['{"text": "}}]]{{[[\\"{", "rows": 1}', { rows: 1 }, 0],
  ])("%s", (text, accepted, dropped) => {
    expect(found(text)).toEqual({ accepted, dropped });
  });

  it("are not looked for in a text that nests deeper than 20", () => {
    const nested = (depth: number): string => `{"rows": 1, "x": ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect(found(nested(20)).accepted).toEqual({ rows: 1 });
    expect(found(nested(21)).accepted).toEqual({});
    expect(found(`{"x": ${"[".repeat(60_000)}`).accepted).toEqual({});
  });

  it("never throw, and are always named and finite", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 4 })), (text) => {
        const { accepted } = metricsOfJson(text);
        for (const [name, value] of accepted) {
          expect(name).toMatch(METRIC_NAME);
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});

describe("several sources", () => {
  const set = (values: Record<string, number>, dropped = 0): MetricSet => {
    const metrics = new MetricSet();
    for (const [name, value] of Object.entries(values)) metrics.put(name, value);
    metrics.dropped += dropped;
    return metrics;
  };
  const many = (prefix: string): MetricSet =>
    set(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`${prefix}${i}`, i])));

  it("merge, and the later wins", () => {
    const { accepted, dropped } = mergeMetrics([set({ a: 1, b: 1, c: 1 }, 2), set({ b: 2, c: 2 }), set({ c: 3 }, 1)]);
    expect(Object.fromEntries(accepted)).toEqual({ a: 1, b: 2, c: 3 });
    expect(dropped).toBe(3);
  });

  it("carry 20 metrics together; the later source's are kept", () => {
    const { accepted, dropped } = mergeMetrics([many("a"), many("b")]);
    expect(accepted.size).toBe(20);
    expect([...accepted.keys()].filter((name) => name.startsWith("b"))).toHaveLength(15);
    expect(dropped).toBe(10);
  });
});
