import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { Bench, START, at, brief, cron, hourly, up } from "./bench.testing.ts";
import { pauseHeartbeat, reschedule, resumeHeartbeat } from "./transition.ts";
import { deadline, needsAttentionAt, nextHeartbeatDue, viewAt } from "./view.ts";

describe("early success (§4.4.1)", () => {
  const daily = cron("0 3 * * *");
  test.each([
    ["10T02:55:00", "11T03:00:00", "5 min early, the most"],
    ["10T02:54:59", "10T03:00:00", "a second too early"],
    ["10T02:59:59", "11T03:00:00", "a second early"],
    ["10T03:00:00", "11T03:00:00", "on the dot"],
  ])("daily: a success at %s is followed by %s (%s)", (when, expected) => {
    expect(up(daily, at(when)).state.expected).toBe(at(expected));
  });

  test("a tenth of the shorter neighbouring interval limits it", () => {
    const uneven = cron("0,10 3 * * *");
    expect(up(uneven, at("10T02:59:00")).state.expected).toBe(at("10T03:10:00"));
    expect(up(uneven, at("10T02:58:59")).state.expected).toBe(at("10T03:00:00"));
    expect(up(cron("*/10 * * * *"), at("10T03:09:00")).state.expected).toBe(at("10T03:20:00"));
    expect(up(cron("*/10 * * * *"), at("10T03:08:59")).state.expected).toBe(at("10T03:10:00"));
  });

  test("not while an earlier slot waits", () => {
    const late = up(cron("0 * * * *", 3_600), at("10T02:00:00"));
    late.ping(at("10T03:56:00"), "success");
    expect(late.state.expected).toBe(at("10T04:00:00"));
  });

  test("not while down", () => {
    const down = up(daily, at("10T03:00:00"));
    down.ping(at("10T12:00:00"), "fail");
    down.ping(at("11T02:58:00"), "success");
    expect(down.state.expected).toBe(at("11T03:00:00"));
  });

  test("not for periods", () => {
    expect(up(hourly).state.expected).toBe(START + HOUR);
  });

  test("an edit of the grace keeps the credit", () => {
    const early = up(daily, at("10T02:58:00"));
    early.rules = { ...daily, graceSeconds: 60 };
    early.take(reschedule(early.rules, early.state, at("10T05:00:00")));
    expect(early.state.expected).toBe(at("11T03:00:00"));
    expect(early.alerts()).toEqual([]);
  });
});

describe("late but undetected (§4.4.2)", () => {
  test("a success after the deadline, before detection, alerts nobody and leaves both flips", () => {
    const bench = up(hourly);
    bench.ping(START + 71 * MINUTE, "success");
    expect(brief(bench).slice(1)).toEqual(["10T01:10:00 up→down", "10T01:11:00 down→up"]);
    expect(bench.state).toMatchObject({ status: "up", expected: START + 131 * MINUTE, failStreak: 0, owedFrom: null });
  });

  test("exactly at the deadline is on time", () => {
    const bench = up(hourly);
    bench.ping(START + 70 * MINUTE, "success");
    expect(bench.flips).toHaveLength(1);
  });

  test.each(["start", "fail", "log", "ign"] as const)("a %s ping runs detection first", (type) => {
    const bench = up(hourly);
    bench.ping(START + 71 * MINUTE, type);
    expect(bench.alerts()).toEqual([{ at: START + 70 * MINUTE, kind: "down", reason: "timeout" }]);
    expect(bench.state.status).toBe("down");
  });

  test("a success of another run closes the run whose limit had passed", () => {
    const bench = up(hourly);
    bench.ping(START + MINUTE, "start", "a");
    bench.ping(START + 12 * MINUTE, "success", "b");
    expect(bench.state).toMatchObject({ status: "up", runs: [] });
    expect(bench.alerts()).toEqual([]);
    expect(deadline(bench.rules, bench.state)).toBe(START + 82 * MINUTE);
  });
});

describe("never pinged (§4.4.3)", () => {
  test("needs attention after a day, is an incident after the first expected run and its grace, status stays new", () => {
    const weekly = new Bench(cron("0 3 * * 1", 1_800), START);
    expect(needsAttentionAt(weekly.state)).toBe(START + DAY);
    expect(nextHeartbeatDue(weekly.rules, weekly.state)).toBe(at("12T03:30:00") + 1);
    weekly.tick(at("12T03:30:00"));
    expect(weekly.alerts()).toEqual([]);
    weekly.tick(at("12T03:30:00.001"));
    expect(weekly.alerts()).toEqual([{ at: at("12T03:30:00"), kind: "down", reason: "never_pinged" }]);
    expect(viewAt(weekly.rules, weekly.state, at("13T00:00:00")).status).toBe("new");
    weekly.tick(at("20T00:00:00"));
    expect(weekly.alerts()).toHaveLength(1);
    weekly.ping(at("20T01:00:00"), "success");
    expect(weekly.alerts()[1]).toEqual({ at: at("20T01:00:00"), kind: "up", reason: "" });
  });

  test("starts and logs do not count as pinged; a fail does", () => {
    const bench = new Bench(hourly, START);
    bench.ping(START + HOUR, "log");
    expect(needsAttentionAt(bench.state)).toBe(START + DAY);
    bench.ping(START + HOUR, "fail");
    bench.tick(START + 9 * DAY);
    expect(bench.alerts()).toEqual([{ at: START + HOUR, kind: "down", reason: "fail" }]);
  });

  test("a success that comes before detection raises nothing", () => {
    const bench = new Bench(hourly, START);
    bench.ping(START + 2 * DAY, "success");
    expect(bench.alerts()).toEqual([]);
  });

  test("a resume waits anew", () => {
    const bench = new Bench(hourly, START);
    bench.tick(START + 2 * DAY);
    bench.take(pauseHeartbeat(bench.state, START + 2 * DAY));
    bench.tick(START + 9 * DAY);
    bench.take(resumeHeartbeat(bench.rules, bench.state, START + 9 * DAY));
    bench.tick(START + 10 * DAY + 1);
    expect(bench.alerts().map((alert) => alert.at)).toEqual([START + DAY, START + 10 * DAY]);
  });
});
