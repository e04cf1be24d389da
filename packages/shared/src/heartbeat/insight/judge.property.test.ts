import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../time.ts";
import { OPERATORS, SANITY_RULES, type InsightRules } from "./insight.ts";
import { learnedRanges } from "./learned.ts";
import { Life, SILENT, type Extra } from "./life.testing.ts";
import { tooLongAt } from "./running.ts";

/** Properties of every life that the metrics of a heartbeat can have. */

const T0 = Date.parse("2026-03-01T03:00:00Z");

const metric = fc.constantFrom("duration", "body_bytes", "exit", "rows_count", "disk_bytes", "constructor", "load");
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 200 }),
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324),
);
const severity = fc.constantFrom("warn" as const, "page" as const);
const mode = fc.constantFrom("off" as const, "warn" as const, "page" as const);
const rules: fc.Arbitrary<InsightRules> = fc.record({
  thresholds: fc.array(
    fc.record({
      metric,
      op: fc.constantFrom(...OPERATORS),
      value: number,
      times: fc.integer({ min: 1, max: 20 }),
      severity,
      clear: fc.option(number),
      missing: fc.constantFrom("ignore" as const, "warn" as const, "page" as const),
    }),
    { maxLength: 6 },
  ),
  forecasts: fc.array(
    fc.record({ metric, limit: number, direction: fc.constantFrom("up" as const, "down" as const) }),
    { maxLength: 3 },
  ),
  sanity: fc.record({ tooShort: mode, tooLong: mode, tooSmall: mode, tooOften: mode }),
});

type Act = {
  after: number;
  values: Record<string, number>;
  extra: Extra;
  follow: "nothing" | "edit" | "accept" | "look";
};
const act: fc.Arbitrary<Act> = fc.record({
  after: fc.oneof(fc.integer({ min: -40 * SECOND, max: 2 * MINUTE }), fc.nat(2 * HOUR), fc.nat(3 * DAY)),
  values: fc.dictionary(metric, number),
  extra: fc.record({
    type: fc.constantFrom("success", "success", "success", "start", "fail", "log", "ign"),
    late: fc.boolean(),
    shed: fc.array(fc.integer({ min: T0, max: T0 + DAY }), { maxLength: 5 }),
    running: fc.array(fc.integer({ min: T0, max: T0 + 30 * DAY }), { maxLength: 3 }),
  }),
  follow: fc.constantFrom("nothing", "nothing", "nothing", "edit", "accept", "look"),
});

test("judging never throws, tells only news, and says it in short sentences", () => {
  fc.assert(
    fc.property(rules, rules, fc.array(act, { maxLength: 60 }), (first, second, acts) => {
      const life = new Life(first);
      let at = T0;
      for (const { after, values, extra, follow } of acts) {
        at = Math.max(T0, at + after);
        const before = life.insight.findings;
        const judged = life.ping(at, values, extra);
        for (const finding of judged.raised) {
          expect(before[finding.rule]?.severity).not.toBe(finding.severity);
          expect(finding.text.length).toBeLessThan(200);
          expect(finding.text).not.toMatch(/NaN|undefined|Infinity|\.$/);
        }
        for (const rule of judged.cleared) expect(before).toHaveProperty([rule]);
        const told = [...judged.raised.map(({ rule }) => rule), ...judged.cleared];
        expect(new Set(told).size).toBe(told.length);
        expect(judged.flagged.every((name) => Object.hasOwn(values, name))).toBe(true);
        if (extra.type === "ign") expect([...told, ...judged.flagged]).toEqual([]);

        const standing = Object.keys(life.insight.findings);
        if (follow === "edit") life.edit(life.rules === first ? second : first);
        if (follow === "accept" && standing[0] !== undefined) life.accept(standing[0]);
        const due = tooLongAt(life.rules, life.insight, at);
        if (follow === "look" && due !== null) {
          life.look(at, due);
          // What was told is due no more, so no alarm turns in circles.
          expect(tooLongAt(life.rules, life.insight, at)).toBeNull();
        }
        for (const { sentence } of learnedRanges(life.rules, life.insight))
          expect(sentence).not.toMatch(/NaN|undefined/);
      }
      life.edit(SILENT);
      expect(life.standing).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("rules that are off keep silent, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const life = new Life(SILENT);
      let at = T0;
      for (const { after, values, extra } of acts) {
        at = Math.max(T0, at + after);
        expect(life.ping(at, values, extra)).toMatchObject({ raised: [], cleared: [], flagged: [], refused: 0 });
      }
    }),
    { numRuns: 50 },
  );
});

test("values beyond the 50th name are counted, not kept, but for those that a rule is about", () => {
  const life = new Life({
    ...SILENT,
    thresholds: [{ metric: "z", op: ">", value: 0, times: 1, severity: "warn", clear: null, missing: "warn" }],
  });
  life.ping(T0, { ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`m${i}`, i])), exit: 0 });
  expect(life.standing).toEqual(["missing:z warn"]);
  expect(life.ping(T0 + 1, { z: 5, y: 1, m0: 3, duration: 5 })).toMatchObject({ refused: 1, cleared: ["missing:z"] });
  expect(life.standing).toEqual(["threshold:z:>:0 warn"]);
  expect(Object.keys(life.insight.series)).not.toContain("y");
});

test("the learned rules are those that have a switch", () => {
  const life = new Life(SILENT);
  life.ping(T0, { exit: 0 });
  expect(learnedRanges(life.rules, life.insight).map(({ rule }) => rule)).toEqual([...SANITY_RULES]);
});
