import { expect, it } from "vitest";
import { axisWords } from "./axis.ts";
import { isBlank } from "./chart.ts";

const at = (text: string): number => Date.parse(text) / 1000;

it("writes the clock along the axis, and the date where it changes in the reader’s zone", () => {
  const hours = ["2026-11-23T22:00Z", "2026-11-23T22:30Z", "2026-11-23T23:00Z"].map(at);
  expect(axisWords(hours, 1_800, "Europe/Vienna")).toEqual(["23:00\n23 Nov", "23:30", "00:00\n24 Nov"]);
  expect(axisWords(hours, 1_800, "UTC")).toEqual(["22:00\n23 Nov", "22:30", "23:00"]);
});

it("writes only dates where the steps are days", () => {
  expect(axisWords(["2026-11-23T00:00Z", "2026-11-25T00:00Z"].map(at), 172_800, "UTC")).toEqual(["23 Nov", "25 Nov"]);
});

it("is blank without a single value", () => {
  const line = (values: (number | null)[]) => ({ name: "p50", values, dashed: false });
  expect(isBlank({ at: [1, 2], lines: [line([null, null])], bands: [] })).toBe(true);
  expect(isBlank({ at: [1, 2], lines: [line([null, null]), line([null, 0])], bands: [] })).toBe(false);
});
