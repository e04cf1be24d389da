import { expect, test } from "vitest";
import { at, cron, hourly } from "./bench.testing.ts";
import { missedInstants, SHOWN_MISSED } from "./missed-instants.ts";

const times = (found: number[]): string[] => found.map((each) => new Date(each).toISOString().slice(11, 16));

test("of runs every ten minutes, those between two pings that neither served", () => {
  const rules = cron("*/10 * * * *", 60);
  expect(times(missedInstants(rules, [at("10T09:50:05"), at("10T10:21:00")], at("10T10:22:00")))).toEqual([
    "10:00",
    "10:10",
  ]);
});

test("a merely late ping missed nothing", () => {
  expect(missedInstants(hourly, [at("10T00:00:00"), at("10T01:40:00")], at("10T01:41:00"))).toEqual([]);
});

test("after the last ping, those whose grace is over", () => {
  expect(times(missedInstants(hourly, [at("10T00:00:00")], at("10T03:05:00")))).toEqual(["01:00", "02:00"]);
});

test("a long silence shows the newest ones only", () => {
  const found = missedInstants(cron("* * * * *", 60), [at("10T00:00:00"), at("12T00:00:00")], at("12T00:00:30"));
  expect(found.length).toBe(SHOWN_MISSED);
  expect(found.at(-1)).toBe(at("11T23:59:00"));
  const periods = missedInstants(hourly, [at("10T00:00:00")], at("20T00:00:00"));
  expect([periods.length, periods.at(-1)]).toEqual([SHOWN_MISSED, at("19T23:00:00")]);
});
