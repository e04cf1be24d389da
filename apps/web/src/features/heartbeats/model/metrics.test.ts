import { expect, it } from "vitest";
import { metrics } from "../../../testing/heartbeats.ts";
import { chartOf } from "./chart.ts";
import { metricText, reported } from "./metrics.ts";
import { degradedSentence, forecastSentence, isLearned, thresholdSentence } from "./rules.ts";

it.each([
  ["dump_bytes", 4_200_000_000, "4.2 GB"],
  ["body_bytes", 1840, "1.84 kB"],
  ["duration", 238, "3 min 58 s"],
  ["wait_seconds", 0.25, "250 ms"],
  ["disk_percent", 81.5, "81.5 %"],
  ["hit_ratio", 0.25, "0.25"],
  ["rows", 1204, "1,204"],
])("says %s %d as %s", (name, value, text) => expect(metricText(name, value)).toBe(text));

it("lists what the job reported, not what we measured", () => {
  expect(reported({ duration: 3, body_bytes: 10, exit: 0, rows: 5 })).toEqual(["rows 5"]);
});

const SIZE = { width: 100, height: 50, pad: 5 };
const at = (hour: number, value: number) => ({ at: `2026-11-24T0${hour}:00:00Z`, value, flagged: false });

it("draws values over time, high ones higher, within the frame", () => {
  const chart = chartOf([at(0, 10), at(1, 30), at(4, 20)], [], SIZE);
  expect(chart.dots.map(({ x, y }) => [x, y])).toEqual([
    [5, 45],
    [27.5, 5],
    [95, 25],
  ]);
  expect(chart.path).toBe("M5 45L27.5 5L95 25");
});

it("draws a single value and a flat line in the middle", () => {
  expect(chartOf([at(0, 7)], [], SIZE).dots[0]).toMatchObject({ x: 50, y: 25 });
  expect(chartOf([at(0, 0), at(1, 0)], [], SIZE).dots[1]).toMatchObject({ x: 95, y: 25 });
});

it("draws a limit near the values and leaves out one that would flatten them", () => {
  expect(chartOf([at(0, 10), at(1, 20)], [25, 1_000_000], SIZE).guides.map(({ value }) => value)).toEqual([25]);
  expect(metrics().every(({ points }) => chartOf(points, [], SIZE).dots.length === points.length)).toBe(true);
});

it("says limits as sentences", () => {
  const rule = {
    metric: "rows",
    op: "<",
    value: 1000,
    times: 1,
    severity: "page",
    clear: null,
    missing: "ignore",
  } as const;
  expect(thresholdSentence(rule)).toBe("Pages when rows is under 1,000.");
  expect(thresholdSentence({ ...rule, times: 3, severity: "warn", clear: 1100, missing: "page" })).toBe(
    "Warns when rows is under 1,000, 3 times in a row. It clears at 1,100. A success without it pages.",
  );
  expect(forecastSentence({ metric: "disk_bytes", limit: 5e11, direction: "up" })).toContain("grows to 500 GB");
});

it("offers “this is normal” for learned rules only", () => {
  expect(isLearned({ rule: "tooOften" })).toBe(true);
  expect(isLearned({ rule: "tooSmall:rows" })).toBe(true);
  expect(isLearned({ rule: "threshold:tooSmall:<:1" })).toBe(false);
});

it("says how much is left to tolerate", () => {
  expect(degradedSentence({ failures: 1, tolerance: 1 })).toBe(
    "1 failure has been tolerated; one more in a row pages.",
  );
  expect(degradedSentence({ failures: 2, tolerance: 4 })).toBe(
    "2 failures in a row have been tolerated; 3 more in a row page.",
  );
});
