import { expect, test } from "vitest";
import { HOUR } from "../time.ts";
import { pingDurations } from "./durations.ts";

test("a run is timed from the nearest start of its id that nothing has ended", () => {
  expect(
    pingDurations([
      { at: 0, type: "start", runKey: "a" },
      { at: 10, type: "start", runKey: "A" },
      { at: 20, type: "start", runKey: "" },
      { at: 30, type: "log", runKey: "a" },
      { at: 35, type: "ign", runKey: "a" },
      { at: 40, type: "success", runKey: "a" },
      { at: 50, type: "success", runKey: "a" },
      { at: 60, type: "fail", runKey: "" },
      { at: 70, type: "success", runKey: "b" },
    ]),
  ).toEqual([null, null, null, null, null, 30, null, 40, null]);
});

test("from 72 h on there is no duration", () => {
  const run = (length: number) =>
    pingDurations([
      { at: 0, type: "start", runKey: "" },
      { at: length, type: "success", runKey: "" },
    ])[1];
  expect(run(72 * HOUR - 1)).toBe(72 * HOUR - 1);
  expect(run(72 * HOUR)).toBeNull();
});
