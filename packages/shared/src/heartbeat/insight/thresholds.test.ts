import { describe, expect, test } from "vitest";
import { MINUTE } from "../../time.ts";
import type { Threshold } from "./insight.ts";
import { Life, SILENT, type Extra } from "./life.testing.ts";

const T0 = Date.parse("2026-03-01T00:00:00Z");

const threshold = (over: Partial<Threshold> = {}): Threshold => ({
  metric: "rows",
  op: "<",
  value: 1_000,
  times: 1,
  severity: "warn",
  clear: null,
  missing: "ignore",
  ...over,
});

/** Whether a finding stands after each value; null is a success without the metric. */
function stands(rule: Threshold, values: readonly (number | null)[], extra: Extra = {}): string {
  const life = new Life({ ...SILENT, thresholds: [rule] });
  return values
    .map((value, i) => {
      life.ping(T0 + i * MINUTE, value === null ? {} : { [rule.metric]: value }, extra);
      return life.standing.length > 0 ? "!" : ".";
    })
    .join("");
}

describe("a threshold", () => {
  test.each<[string, Partial<Threshold>, (number | null)[], string]>([
    ["below, and 5 % back inside", { op: "<" }, [1000, 999, 1000, 1049, 1050], ".!!!."],
    ["at most", { op: "<=" }, [1001, 1000, 1001, 1050], ".!!."],
    ["above", { op: ">", value: 100 }, [100, 101, 100, 96, 95], ".!!!."],
    ["at least", { op: ">=", value: 100 }, [99, 100, 99, 95], ".!!."],
    ["equal", { op: "=", value: 0 }, [1, 0, 1], ".!."],
    ["different", { op: "!=", value: 0 }, [0, 3, 0], ".!."],
    ["a negative limit", { op: "<", value: -100 }, [-101, -96, -95], "!!."],
    ["no distance from nothing", { op: ">=", value: 0 }, [0, -1], "!."],
    ["a value of its own to clear", { op: ">", value: 100, clear: 50 }, [101, 95, 51, 50], "!!!."],
    ["clearing is never easier than the rule", { op: ">", value: 100, clear: 200 }, [101, 150, 100], "!!."],
    ["three in a row", { times: 3 }, [1, 1, 2000, 1, 1, 1, 2000], ".....!."],
    ["what does not come breaks no row", { times: 2 }, [1, null, 1], "..!"],
    ["what does not come ends nothing", {}, [1, null, 2000], "!!."],
  ])("%s", (_, over, values, expected) => {
    expect(stands(threshold(over), values)).toBe(expected);
  });

  test("a value that breaks the rule does not end its finding, however it is edited", () => {
    const rule = threshold({ op: ">", value: 100, times: 2 });
    const life = new Life({ ...SILENT, thresholds: [rule] });
    for (const [i, rows] of [101, 102, 98].entries()) life.ping(T0 + i, { rows });
    life.edit({ ...SILENT, thresholds: [{ ...rule, clear: 200 }] });
    life.ping(T0 + 3, { rows: 150 });
    expect(life.standing).toEqual(["threshold:rows:>:100:2 warn"]);
  });

  test("counts for every type of ping but ignored ones", () => {
    for (const type of ["success", "start", "fail", "log"] as const)
      expect(stands(threshold(), [5], { type })).toBe("!");
    expect(stands(threshold(), [5], { type: "ign" })).toBe(".");
  });

  test("one that changes its severity is told again and keeps its beginning; else it is told once", () => {
    const life = new Life({ ...SILENT, thresholds: [threshold()] });
    expect(life.ping(T0, { rows: 12 }).raised).toEqual([
      {
        rule: "threshold:rows:<:1000",
        severity: "warn",
        since: T0,
        text: "rows was 12, at least 1,000 expected",
        metric: "rows",
      },
    ]);
    expect(life.ping(T0 + 1, { rows: 11 }).raised).toEqual([]);
    life.edit({ ...SILENT, thresholds: [threshold({ severity: "page" })] });
    expect(life.ping(T0 + 2, { rows: 10 }).raised).toMatchObject([{ severity: "page", since: T0 }]);
    life.edit({ ...SILENT, thresholds: [threshold()] });
    expect(life.standing).toEqual(["threshold:rows:<:1000 warn"]);
    life.edit(SILENT);
    expect(life.standing).toEqual([]);
  });

  test("a warning at once and a page for the fifth in a row are two rules", () => {
    const life = new Life({ ...SILENT, thresholds: [threshold(), threshold({ times: 5, severity: "page" })] });
    for (let i = 0; i < 4; i++) life.ping(T0 + i, { rows: 1 });
    expect(life.standing).toEqual(["threshold:rows:<:1000 warn"]);
    life.ping(T0 + 4, { rows: 1 });
    expect(life.standing).toEqual(["threshold:rows:<:1000 warn", "threshold:rows:<:1000:5 page"]);
    expect(life.textOf("threshold:rows:<:1000:5")).toBe("rows was 1, at least 1,000 expected, 5 times in a row");
    life.ping(T0 + 5, { rows: 5_000 });
    expect(life.standing).toEqual([]);
  });

  test("of twins the one that pages counts", () => {
    const twins = [threshold({ severity: "page" }), threshold(), threshold({ severity: "page" })];
    const life = new Life({ ...SILENT, thresholds: twins });
    expect(life.ping(T0, { rows: 1 }).raised).toHaveLength(1);
    expect(life.standing).toEqual(["threshold:rows:<:1000 page"]);
  });

  test.each<[Threshold["op"], string]>([
    ["<", "exit code was 3, at least 3 expected"],
    ["<=", "exit code was 3, more than 3 expected"],
    [">", "exit code was 3, at most 3 expected"],
    [">=", "exit code was 3, less than 3 expected"],
    ["=", "exit code was 3, anything but 3 expected"],
    ["!=", "exit code was 3, 3 expected"],
  ])("reads well with %s", (op, text) => {
    // The limit is moved by nothing a person sees, so that every operator is broken by the same value.
    const value = { "<": 3.001, "<=": 3, ">": 2.999, ">=": 3, "=": 3, "!=": 3.001 }[op];
    const life = new Life({ ...SILENT, thresholds: [threshold({ metric: "exit", op, value })] });
    life.ping(T0, { exit: 3 });
    expect(Object.values(life.insight.findings).map((finding) => finding.text)).toEqual([text]);
  });
});

describe("a success without its metric", () => {
  test("warns or pages as set; the metric ends it", () => {
    const life = new Life({ ...SILENT, thresholds: [threshold({ missing: "page" })] });
    life.ping(T0, {}, { type: "start" });
    life.ping(T0 + 1, {}, { type: "fail" });
    expect(life.standing).toEqual([]);
    life.ping(T0 + 2, {});
    expect(life.standing).toEqual(["missing:rows page"]);
    expect(life.textOf("missing:rows")).toBe("rows did not come with the last success");
    life.ping(T0 + 3, { rows: 5_000 }, { type: "log" });
    expect(life.standing).toEqual([]);
  });

  test("of several rules for one metric the worst counts, and switching it off ends it", () => {
    const rules = [threshold({ missing: "page" }), threshold({ value: 5, missing: "warn" })];
    const life = new Life({ ...SILENT, thresholds: rules });
    life.ping(T0, {});
    expect(life.standing).toEqual(["missing:rows page"]);
    life.edit({ ...SILENT, thresholds: rules.map((rule) => ({ ...rule, missing: "warn" })) });
    expect(life.standing).toEqual(["missing:rows warn"]);
    life.edit({ ...SILENT, thresholds: rules.map((rule) => ({ ...rule, missing: "ignore" })) });
    expect(life.standing).toEqual([]);
  });
});
