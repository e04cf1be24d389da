import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLANS } from "../plans.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { seriesOf } from "./figures.ts";
import { coarsestFit } from "./range.ts";
import { mergeCounts, mergeRollups, rollUp, type Rollup } from "./rollup.ts";
import { keptMs, SAMPLE_RESULTS, type Sample } from "./sample.ts";
import { addSeconds, SERIES_STATES, seriesStateOf, shownStateOf } from "./series-state.ts";
import { nextSpan, secondsPerState, type Span } from "./span.ts";
import { uptimeOf, uptimeText } from "./uptime.ts";

const START = Date.parse("2026-11-30T00:00:00Z");
const MON = "mon_1";

const sample: fc.Arbitrary<Sample> = fc.record({
  monitor: fc.constantFrom(MON, "mon_2"),
  region: fc.constantFrom("weur", "enam", "apac"),
  colo: fc.constant("FRA"),
  at: fc.nat(DAY - 1).map((ms) => START + ms),
  result: fc.constantFrom(...SAMPLE_RESULTS),
  cause: fc.constant(null),
  ms: fc.double({ min: 1, max: 30_000, noNaN: true }).map(keptMs),
});
const spans: fc.Arbitrary<Span[]> = fc
  .uniqueArray(fc.record({ at: fc.nat(DAY - 1), state: fc.constantFrom(null, ...SERIES_STATES) }), {
    selector: ({ at }) => at,
    maxLength: 12,
  })
  .map((list) => list.map(({ at, state }) => ({ at: START + at, state })).sort((a, b) => a.at - b.at));

const total = (seconds: Record<string, number>): number => Object.values(seconds).reduce((a, b) => a + b, 0);
const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? Number.NaN;

describe("rollups", () => {
  test("of 24 hours add up to the day's, and its p95 is that of all samples within 1 %", () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 150 }), spans, (samples, own) => {
        const raw = { samples, spans: new Map([[MON, own]]) };
        const hours = rollUp(raw, START, START + DAY, HOUR).filter(({ monitor }) => monitor === MON);
        const [day] = rollUp(raw, START, START + DAY, DAY).filter(({ monitor }) => monitor === MON);
        const merged = mergeRollups(MON, START, hours);
        expect(merged).toEqual(day ?? { ...merged, seconds: {}, regions: {} });
        const timed = samples.filter(
          ({ monitor, result }) => monitor === MON && (result === "pass" || result === "slow"),
        );
        const shown = seriesOf([merged]).all.total.p95;
        if (timed.length === 0) expect(shown).toBeNull();
        else expect(Math.abs((shown ?? 0) / p95(timed.map(({ ms }) => ms)) - 1)).toBeLessThanOrEqual(0.01);
      }),
    );
  });

  test("count every sample once, in its region", () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 80 }), (samples) => {
        const rollups = rollUp({ samples, spans: new Map() }, START, START + DAY, HOUR);
        const counts = mergeCounts(rollups.flatMap(({ regions }) => Object.values(regions)));
        const { histogram: _, ...results } = counts;
        expect(total(results)).toBe(samples.length);
        for (const result of SAMPLE_RESULTS)
          expect(counts[result]).toBe(samples.filter((one) => one.result === result).length);
      }),
    );
  });

  test("are cut at now, and a monitor of which nothing is known has none", () => {
    const raw = { samples: [], spans: new Map([[MON, [{ at: START + HOUR, state: "up" as const }]]]) };
    const rollups = rollUp(raw, START, START + HOUR + 90 * SECOND, HOUR);
    expect(rollups).toEqual([{ monitor: MON, start: START + HOUR, seconds: { up: 90 }, regions: {} }]);
  });
});

describe("seconds per state", () => {
  test("of the parts are those of the whole, however it is cut", () => {
    fc.assert(
      fc.property(spans, fc.nat(DAY), fc.nat(DAY), (own, a, b) => {
        const [first, second] = [START + Math.min(a, b), START + Math.max(a, b)];
        const parts = [secondsPerState(own, START, first), secondsPerState(own, first, second)];
        expect(addSeconds(...parts, secondsPerState(own, second, START + DAY))).toEqual(
          addSeconds(secondsPerState(own, START, START + DAY)),
        );
      }),
    );
  });

  test("fill every hour that the monitor was there", () => {
    const own: Span[] = [
      { at: START - DAY, state: "up" },
      { at: START + 10 * MINUTE + 400, state: "down" },
      { at: START + 25 * MINUTE + 900, state: "up" },
      { at: START + 90 * MINUTE, state: null },
    ];
    expect(secondsPerState(own, START, START + HOUR)).toEqual({ up: 2_700, down: 900 });
    expect(secondsPerState(own, START + HOUR, START + 2 * HOUR)).toEqual({ up: 1_800 });
    expect(secondsPerState(own, START + 2 * HOUR, START + 3 * HOUR)).toEqual({});
  });
});

describe("spans", () => {
  const life = (changes: readonly [Span["state"], since: number, now: number][]): Span[] => {
    let own: Span[] = [];
    for (const [state, since, now] of changes) {
      const next = nextSpan(own, state, since, now);
      if (next !== null) own = [...own.filter(({ at }) => at < next.at), next];
    }
    return own;
  };

  test("an outage reaches back to its first failing check, a recovery to its first good one", () => {
    expect(
      life([
        ["up", 0, 0],
        ["up", 50, 50],
        ["down", 60, 110],
        ["up", 180, 240],
      ]),
    ).toEqual([
      { at: 0, state: "up" },
      { at: 60, state: "down" },
      { at: 180, state: "up" },
    ]);
  });

  test("an outage takes the place of what was shown meanwhile", () => {
    expect(
      life([
        ["up", 0, 0],
        ["regional", 240, 240],
        ["down", 120, 540],
      ]),
    ).toEqual([
      { at: 0, state: "up" },
      { at: 120, state: "down" },
    ]);
  });

  test("nothing reaches back into what was unknown, paused or maintenance", () => {
    for (const fixed of ["unknown", "paused", "maintenance"] as const) {
      const began: [Span["state"], number, number][] = [
        ["down", 0, 10],
        [fixed, 60, 60],
        ["down", 0, 180],
      ];
      expect(life(began).map(({ at }) => at)).toEqual([0, 60, 180]);
      expect(life([...began, ["up", 30, 200]]).map(({ at }) => at)).toEqual([0, 60, 180]);
    }
  });

  test("maintenance begins when it begins, however long it has been up beneath", () => {
    expect(
      life([
        ["down", 0, 0],
        ["up", 60, 90],
        ["maintenance", 60, 300],
      ]).map(({ at }) => at),
    ).toEqual([0, 60, 300]);
  });

  test("a gap counts from the last vote's end, and a deleted monitor no longer", () => {
    expect(
      life([
        ["up", 0, 0],
        ["unknown", 120, 300],
        ["up", 300, 300],
        [null, 400, 400],
        [null, 500, 500],
      ]).map(({ at }) => at),
    ).toEqual([0, 120, 300, 400]);
    expect(nextSpan([], null, 5, 5)).toBeNull();
  });
});

test("a status says in which state time counts; suspicion is none", () => {
  expect(["up", "new", "suspect", "maintenance", "down", "what?"].map(seriesStateOf)).toEqual([
    "up",
    "unknown",
    null,
    "maintenance",
    "down",
    null,
  ]);
});

test("a stretch is drawn in its worst trouble, else in what held longest", () => {
  expect(shownStateOf({ up: 3_599, down: 1 })).toBe("down");
  expect(shownStateOf({ degraded: 1, regional: 1, up: 9 })).toBe("regional");
  expect(shownStateOf({ up: 3_000, unknown: 600 })).toBe("up");
  expect(shownStateOf({})).toBeNull();
});

describe("uptime", () => {
  test("leaves out what is not known, and maintenance unless asked", () => {
    const seconds = { up: 900, down: 100, unknown: 500, paused: 500, maintenance: 1_000 };
    expect(uptimeOf(seconds)).toEqual({ percent: 90, downSeconds: 100, knownSeconds: 1_000 });
    expect(uptimeOf(seconds, { maintenance: true }).percent).toBe(95);
    expect(uptimeOf({ unknown: 60 }).percent).toBeNull();
  });

  test("is said with its minutes, and never better than it was", () => {
    const month = (down: number): string => uptimeText(uptimeOf({ up: 2_592_000 - down, down }));
    expect([month(0), month(780), month(1)]).toEqual(["100 %", "99.97 % = 13 min", "99.99 % = 1 s"]);
    expect(uptimeText(uptimeOf({}))).toBe("not known yet");
  });
});

describe("the source of a chart", () => {
  const now = START + 11 * HOUR + 7 * MINUTE;
  const fit = (from: number, until = now, plan: keyof typeof PLANS = "free") =>
    coarsestFit({ from, until }, PLANS[plan].retention, now);

  test("is the finest that fits the range", () => {
    expect(fit(now - 2 * HOUR)).toEqual({ source: "samples", from: now - 2 * HOUR, until: now, step: MINUTE });
    expect(fit(now - 2 * HOUR - 1)).toMatchObject({ source: "hours", from: START + 9 * HOUR });
    expect(fit(now - 31 * DAY).source).toBe("hours");
    expect(fit(now - 32 * DAY)).toMatchObject({ source: "days", from: START - 32 * DAY, step: DAY });
  });

  test("is a coarser one where the plan keeps nothing finer, and ends where nothing is kept", () => {
    const hour = (daysAgo: number, plan?: keyof typeof PLANS) =>
      fit(now - daysAgo * DAY, now - daysAgo * DAY + HOUR, plan).source;
    expect([hour(6), hour(8), hour(91), hour(91, "studio")]).toEqual(["samples", "hours", "days", "samples"]);
    expect(fit(0, now).from).toBe(START - 366 * DAY);
    expect(fit(now + DAY, now + 2 * DAY)).toMatchObject({ from: now, until: now });
  });
});

test("a series has a line for each region and one for all, and gaps stay gaps", () => {
  const at = (minute: number, region: string, ms: number, result: Sample["result"] = "pass"): Sample => ({
    monitor: MON,
    region,
    colo: "FRA",
    at: START + minute * MINUTE,
    result,
    cause: null,
    ms,
  });
  const samples = [at(0, "weur", 100), at(0, "enam", 300), at(2, "weur", 200), at(2, "weur", 10_000, "fail")];
  const rollups: Rollup[] = rollUp({ samples, spans: new Map() }, START, START + 5 * MINUTE, MINUTE);
  const { all, regions } = seriesOf(rollups);
  expect(all.points.map((point) => [(point.at - START) / MINUTE, point.count, point.fail])).toEqual([
    [0, 2, 0],
    [2, 2, 1],
  ]);
  expect(Object.keys(regions)).toEqual(["enam", "weur"]);
  expect(regions["weur"]?.total).toMatchObject({ count: 3, fail: 1 });
  expect(Math.round(regions["weur"]?.total.p95 ?? 0)).toBeCloseTo(200, -1);
  expect(Math.round(all.total.avg ?? 0)).toBeCloseTo(200, -1);
});
