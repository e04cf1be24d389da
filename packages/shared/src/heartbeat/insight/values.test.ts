import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pingValues, valueText, type MeasuredPing } from "./values.ts";

const ping = (over: Partial<MeasuredPing> = {}): MeasuredPing => ({
  type: "success",
  durationMs: null,
  runSeconds: null,
  bodyBytes: 0,
  exitCode: null,
  late: false,
  metrics: {},
  ...over,
});

describe("the values of a ping", () => {
  test.each<[string, Partial<MeasuredPing>, Record<string, number>]>([
    ["a bare success", {}, { body_bytes: 0, exit: 0 }],
    ["a measured run", { durationMs: 1_500, runSeconds: 9 }, { duration: 1.5, body_bytes: 0, exit: 0 }],
    ["the client's word for its run", { runSeconds: 9 }, { duration: 9, body_bytes: 0, exit: 0 }],
    ["no run takes less than no time", { runSeconds: -1 }, { body_bytes: 0, exit: 0 }],
    ["a late report", { durationMs: 1_500, late: true }, { body_bytes: 0, exit: 0 }],
    [
      "a late report with a time",
      { durationMs: 1_500, runSeconds: 9, late: true },
      { duration: 9, body_bytes: 0, exit: 0 },
    ],
    ["a fail with its code", { type: "fail", exitCode: 3, bodyBytes: 12 }, { body_bytes: 12, exit: 3 }],
    ["a fail without a code", { type: "fail" }, { body_bytes: 0 }],
    ["a start", { type: "start", bodyBytes: 7, metrics: { rows: 1 } }, { rows: 1 }],
    ["a log line", { type: "log", bodyBytes: 7, metrics: { rows: 1 } }, { rows: 1 }],
    ["an ignored ping", { type: "ign", metrics: { rows: 1 } }, {}],
    ["a client cannot set ours", { metrics: { duration: 5, exit: 9, rows: 2 } }, { rows: 2, body_bytes: 0, exit: 0 }],
  ])("%s", (_, over, values) => {
    expect(pingValues(ping(over))).toEqual(values);
  });
});

test.each([
  ["disk_bytes", 500e9, "500 GB"],
  ["disk_bytes", 999_999, "1 MB"],
  ["disk_bytes", -1_500, "-1.5 kB"],
  ["body_bytes", 0, "0 B"],
  ["duration", 238, "3 min 58 s"],
  ["lag_seconds", 0.25, "0.25 s"],
  ["lag_seconds", -3, "-3 s"],
  ["used_percent", 93.456, "93.46 %"],
  ["hit_ratio", 0.01254, "0.0125"],
  ["rows_count", 1_204, "1,204"],
  ["rows", -0, "0"],
  ["rows", 1e300, "1.000e+300"],
])("%s %d reads %s", (metric, value, text) => {
  expect(valueText(metric, value)).toBe(text);
});

test("any number has a short text", () => {
  const name = fc.constantFrom("a", "a_bytes", "a_seconds", "a_percent", "a_ratio", "duration");
  fc.assert(
    fc.property(name, fc.double({ noNaN: true, noDefaultInfinity: true }), (metric, value) => {
      const text = valueText(metric, value);
      expect(text.length).toBeLessThan(32);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
    }),
  );
});
