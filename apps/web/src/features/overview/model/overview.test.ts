import { expect, it } from "vitest";
import { downOverview, overview } from "../../../testing/incidents.ts";
import { checklist } from "./checklist.ts";
import { downCount, everything } from "./everything.ts";

it("lists everything worst first, filtered by name", () => {
  expect(everything(downOverview()).map(({ name }) => name)).toEqual(["checkout API", "rotate logs", "nightly backup"]);
  expect(everything(downOverview(), " LOGS ").map(({ name }) => name)).toEqual(["rotate logs"]);
});

it("counts open incidents for the title", () => {
  expect(downCount(undefined)).toBe(0);
  expect(downCount(overview())).toBe(0);
  expect(downCount(downOverview())).toBe(2);
});

it("ticks the first steps off", () => {
  const done = (input: Parameters<typeof checklist>[0]): boolean[] => checklist(input).map((step) => step.done);
  expect(done({ phoneVerified: false, watching: 0, members: 1 })).toEqual([false, false, false]);
  expect(done({ phoneVerified: true, watching: 1, members: 2 })).toEqual([true, true, true]);
});
