import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINUTE, SECOND } from "../../time.ts";
import { BUCKET_MS, METRICS_PER_HEARTBEAT, NO_INSIGHT, POINTS_KEPT, type Insight } from "./insight.ts";
import { recordPoints } from "./record.ts";
import { admit, historyOf, pointsOf } from "./series.ts";

const T0 = Date.parse("2026-03-01T00:00:00Z");

const fill = (count: number, stepMs: number, value: (i: number) => number): Insight => {
  let insight = NO_INSIGHT;
  for (let i = 0; i < count; i++) insight = recordPoints(insight, T0 + i * stepMs, "success", { rows: value(i) }, []);
  return insight;
};

describe("what a ping adds", () => {
  test("a success is a run; other pings stand aside; ignored ones are not there", () => {
    let insight = recordPoints(NO_INSIGHT, T0, "start", { rows: 1 }, []);
    insight = recordPoints(insight, T0 + 1, "success", { rows: 2, bytes: 3 }, ["rows"]);
    insight = recordPoints(insight, T0 + 2, "ign", { rows: 9 }, []);
    expect(insight.series).toEqual({
      rows: [
        { at: T0, value: 1, flagged: false, aside: true },
        { at: T0 + 1, value: 2, flagged: true },
      ],
      bytes: [{ at: T0 + 1, value: 3, flagged: false }],
    });
    expect(insight).toMatchObject({ successes: 1, firstSuccess: T0 + 1, extremes: { rows: { low: 1, high: 2 } } });
  });

  test("a series never runs backwards", () => {
    const late = recordPoints(
      fill(2, MINUTE, () => 1),
      T0,
      "success",
      { rows: 1 },
      [],
    );
    expect(pointsOf(late, "rows").map(({ at }) => at - T0)).toEqual([0, MINUTE, MINUTE]);
  });

  test("names that objects have anyway are names like any other", () => {
    const insight = recordPoints(NO_INSIGHT, T0, "success", { constructor: 1, toString: 2 }, []);
    expect(pointsOf(insight, "constructor")).toHaveLength(1);
    expect(pointsOf(insight, "valueOf")).toEqual([]);
  });
});

test("50 names have room, and ours always", () => {
  const many = Object.fromEntries(Array.from({ length: 53 }, (_, i) => [`m${i}`, i]));
  expect(admit(NO_INSIGHT, many).refused).toBe(3);
  const insight = recordPoints(NO_INSIGHT, T0, "success", admit(NO_INSIGHT, many).values, []);
  const next = admit(insight, { m0: 1, m52: 1, duration: 1, exit: 0, body_bytes: 5 });
  expect(next).toEqual({ values: { m0: 1, duration: 1, exit: 0, body_bytes: 5 }, refused: 1 });
});

describe("metrics that come often", () => {
  test("keep 6 h as medians of 6 minutes each", () => {
    const insight = fill(12 * 60, MINUTE, (i) => i);
    const { points, medians, cut } = historyOf(insight, "rows");
    expect(points).toHaveLength(60);
    expect(cut).toBe(true);
    expect(medians).toHaveLength(61);
    // A line stays a line.
    for (const { at, value } of medians) expect((at - T0) / MINUTE).toBeCloseTo(value, 9);
    expect((medians.at(-1)?.at ?? 0) - (medians[0]?.at ?? 0)).toBe(60 * BUCKET_MS);
  });

  test("as known some points ago is what was known then", () => {
    // The last point is the first of its six minutes.
    const before = fill(288, 20 * SECOND, (i) => i * i);
    const after = recordPoints(before, T0 + 288 * 20 * SECOND, "success", { rows: 5 }, []);
    const { points, medians } = historyOf(after, "rows", 1);
    expect(medians).toEqual(historyOf(before, "rows").medians);
    expect(points).toEqual(historyOf(before, "rows").points.slice(1));
  });

  test("a metric that comes every ten minutes needs none", () => {
    const insight = fill(200, 10 * MINUTE, (i) => i);
    expect(historyOf(insight, "rows").medians).toEqual([]);
    expect(insight.medians).toEqual({});
  });
});

test("whatever comes, what is kept has bounds and is plain JSON", () => {
  const name = fc.integer({ min: 0, max: 80 }).map((i) => `metric_${i}`);
  const ping = fc.record({
    after: fc.oneof(fc.nat(MINUTE), fc.nat(1_000 * MINUTE), fc.integer({ min: -MINUTE, max: 0 })),
    type: fc.constantFrom("success", "success", "start", "fail", "log", "ign"),
    values: fc.dictionary(name, fc.double({ noNaN: true, noDefaultInfinity: true }), { maxKeys: 20 }),
    flagged: fc.array(name, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(ping, { maxLength: 150 }), (pings) => {
      let insight = NO_INSIGHT;
      let at = T0;
      for (const { after, type, values, flagged } of pings) {
        at += after;
        insight = recordPoints(insight, at, type, values, flagged);
      }
      expect(Object.keys(insight.series).length).toBeLessThanOrEqual(METRICS_PER_HEARTBEAT);
      for (const points of Object.values(insight.series)) {
        expect(points.length).toBeLessThanOrEqual(POINTS_KEPT);
        expect(points.every((point, i) => i === 0 || point.at >= (points[i - 1]?.at ?? 0))).toBe(true);
      }
      for (const medians of Object.values(insight.medians)) expect(medians.length).toBeLessThanOrEqual(POINTS_KEPT);
      expect(Object.keys(insight.extremes)).toEqual(Object.keys(insight.series));
      // Text knows no -0.
      expect(JSON.stringify(JSON.parse(JSON.stringify(insight)))).toBe(JSON.stringify(insight));
    }),
    { numRuns: 40 },
  );
});

test("a minute's metric of a whole day stays within its bounds", () => {
  const insight = fill(24 * 60, MINUTE, (i) => i % 7);
  expect(pointsOf(insight, "rows")).toHaveLength(POINTS_KEPT);
  expect(insight.medians["rows"]).toHaveLength(POINTS_KEPT);
});
