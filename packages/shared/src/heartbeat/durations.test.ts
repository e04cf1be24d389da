import { expect, test } from "vitest";
import { HOUR } from "../time.ts";
import { runDuration, type TimedPing } from "./durations.ts";

/** The duration of each ping of a log, oldest first. */
const durationsOf = (log: TimedPing[]): (number | null)[] =>
  log.map((ping, i) => runDuration(ping, log.slice(0, i).toReversed()));

test("a run is timed from the nearest start of its id that nothing has ended", () => {
  expect(
    durationsOf([
      { at: 0, type: "start", runId: "a" },
      { at: 10, type: "start", runId: "A" },
      { at: 20, type: "start", runId: "" },
      { at: 30, type: "log", runId: "a" },
      { at: 35, type: "ign", runId: "a" },
      { at: 40, type: "success", runId: "a" },
      { at: 50, type: "success", runId: "a" },
      { at: 60, type: "fail", runId: "" },
      { at: 70, type: "success", runId: "b" },
    ]),
  ).toEqual([null, null, null, null, null, 30, null, 40, null]);
});

test("from 72 h on there is no duration", () => {
  const run = (length: number) =>
    durationsOf([
      { at: 0, type: "start", runId: "" },
      { at: length, type: "success", runId: "" },
    ])[1];
  expect(run(72 * HOUR - 1)).toBe(72 * HOUR - 1);
  expect(run(72 * HOUR)).toBeNull();
});
