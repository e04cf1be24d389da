import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../time.ts";
import { START, at, cron, hourly, up } from "./bench.testing.ts";
import { countsFor, missedRuns, missedSoFar } from "./expected.ts";

describe("missed runs", () => {
  const everyTen = cron("*/10 * * * *", 60);
  const lateAt = (when: string): number => {
    const bench = up(everyTen, at("10T09:50:00"));
    bench.tick(at(when));
    return missedRuns(everyTen, bench.state, at(when));
  };

  test("expected instants without the one that the recovery serves", () => {
    expect(lateAt("10T10:21:00")).toBe(2);
    expect(lateAt("10T10:05:00")).toBe(0);
    expect(lateAt("10T10:10:00")).toBe(1);
  });

  test("undetected lateness counts alike", () => {
    const bench = up(everyTen, at("10T09:50:00"));
    expect(missedRuns(everyTen, bench.state, at("10T10:21:00"))).toBe(2);
  });

  test("periods step by their length", () => {
    const bench = up(hourly);
    bench.tick(START + 5 * HOUR);
    expect(missedRuns(hourly, bench.state, START + 5 * HOUR)).toBe(4);
  });

  test("OnCalendar lines step by their slots", () => {
    const schedule = { kind: "oncalendar" as const, expression: "*:0/30\n*:10", zone: "UTC" };
    const rules = { schedule, graceSeconds: 60 };
    const bench = up(rules, at("10T10:00:00"));
    bench.tick(at("10T11:05:00"));
    expect(missedRuns(rules, bench.state, at("10T11:05:00"))).toBe(2);
    // Three minutes before the slot of 11:30 is more than a tenth of the 20 minutes before it; two are not.
    expect([countsFor(schedule, at("10T11:27:00"), false), countsFor(schedule, at("10T11:28:00"), false)]).toEqual([
      at("10T11:27:00"),
      at("10T11:30:00"),
    ]);
  });

  test("a fail serves its instant too", () => {
    const bench = up(everyTen, at("10T09:50:00"));
    bench.tick(at("10T10:02:00"));
    bench.ping(at("10T10:12:00"), "fail");
    expect(missedRuns(everyTen, bench.state, at("10T10:21:00"))).toBe(1);
    expect(bench.notices).toEqual([{ kind: "failed_again", at: at("10T10:12:00") }]);
    expect(missedSoFar(everyTen, bench.state, at("10T10:20:59"))).toBe(1);
    expect(missedSoFar(everyTen, bench.state, at("10T10:21:00"))).toBe(2);
  });

  test("the count is bounded", () => {
    const bench = up(cron("* * * * *", 60));
    bench.tick(START + 40 * DAY);
    expect(missedRuns(bench.rules, bench.state, START + 40 * DAY)).toBe(1_000);
  });
});
