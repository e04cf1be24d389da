import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { Bench, START, at, brief, cron, hourly, up } from "./bench.testing.ts";
import { RUN_CAP } from "./runs.ts";
import { pauseHeartbeat, reschedule, resumeHeartbeat } from "./transition.ts";
import { deadline, nextHeartbeatDue, viewAt } from "./view.ts";

describe("runs", () => {
  const running = (...keys: string[]): Bench => {
    const bench = up(hourly);
    keys.forEach((key, index) => bench.ping(START + (index + 1) * MINUTE, "start", key));
    return bench;
  };
  const keys = (bench: Bench): string[] => bench.state.runs.map(({ key }) => key);

  test.each([
    ["its own run", ["a", "b", ""], "a", ["b", ""], true],
    ["with an id, the run without one", ["a", ""], "b", ["a"], false],
    ["without an id, the newest run", ["a", "b"], "", ["a"], false],
    ["with an unknown id, nothing", ["a", "b"], "c", ["a", "b"], false],
    ["its own run in another case", ["a"], "A", [], true],
  ])("a success closes %s", (_, open, key, left, timed) => {
    const bench = running(...open);
    bench.ping(START + 6 * MINUTE, "success", key);
    expect(keys(bench)).toEqual(left);
    expect(bench.state.lastDurationMs !== null).toBe(timed);
  });

  test("a fail closes its own run, or else all of them", () => {
    const own = running("a", "b");
    own.ping(START + 6 * MINUTE, "fail", "a");
    expect(keys(own)).toEqual(["b"]);
    expect(own.state.lastDurationMs).toBe(5 * MINUTE);
    const all = running("a", "b");
    all.ping(START + 6 * MINUTE, "fail");
    expect(keys(all)).toEqual([]);
  });

  test("every open run is timed: the oldest sets the deadline, the next ones expire silently while down", () => {
    const bench = running("a", "b");
    expect(deadline(bench.rules, bench.state)).toBe(START + 11 * MINUTE);
    bench.tick(START + 11 * MINUTE + 1);
    expect(nextHeartbeatDue(bench.rules, bench.state)).toBe(START + 12 * MINUTE + 1);
    bench.tick(START + HOUR);
    expect(bench.alerts()).toHaveLength(1);
    expect(bench.notices.map(({ kind, at: when }) => [kind, when])).toEqual([
      ["run_timeout", START + 11 * MINUTE],
      ["run_timeout", START + 12 * MINUTE],
    ]);
    bench.ping(START + HOUR, "success", "zzz");
    expect(keys(bench)).toEqual([]);
  });

  test("a success during the outage, before the second run's limit was detected, does not fall over it", () => {
    const bench = running("a", "b");
    bench.tick(START + 11 * MINUTE + 1);
    bench.ping(START + 13 * MINUTE, "success", "c");
    bench.tick(START + 14 * MINUTE);
    expect(bench.state).toMatchObject({ status: "up", runs: [] });
  });

  test(`at most ${RUN_CAP} are watched; one more drops the oldest`, () => {
    const bench = up({ ...hourly, graceSeconds: 7_200 });
    for (let index = 0; index <= RUN_CAP; index += 1) bench.ping(START + index * SECOND, "start", `r${index}`);
    expect(keys(bench)).toEqual(Array.from({ length: RUN_CAP }, (_, index) => `r${index + 1}`));
    expect(bench.notices).toEqual([
      { kind: "run_dropped", at: START + RUN_CAP * SECOND, run: { key: "r0", startedAt: START, expired: false } },
    ]);
  });

  test("a run started while paused keeps its duration, is never timed and never pages", () => {
    const bench = up(hourly);
    bench.take(pauseHeartbeat(bench.state, START + MINUTE));
    bench.ping(START + 2 * MINUTE, "start");
    expect(viewAt(bench.rules, bench.state, START + 2 * MINUTE)).toEqual({
      status: "paused",
      started: true,
      nextPing: null,
    });
    bench.tick(START + DAY);
    expect(nextHeartbeatDue(bench.rules, bench.state)).toBeNull();
    bench.ping(START + DAY, "success");
    expect(bench.state.lastDurationMs).toBe(DAY - 2 * MINUTE);
    bench.tick(START + DAY + HOUR);
    expect(bench.alerts()).toEqual([]);
  });
});

describe("pause and edits", () => {
  test("pause resolves silently; a second one does nothing", () => {
    const bench = up(hourly);
    bench.tick(START + DAY);
    bench.take(pauseHeartbeat(bench.state, START + DAY));
    const paused = bench.state;
    bench.take(pauseHeartbeat(bench.state, START + DAY + 1));
    expect(bench.state).toBe(paused);
    expect(brief(bench).at(-1)).toBe("11T00:00:00 down→paused");
  });

  test("resume keeps the number of pings, forgets the rest, and needs a pause", () => {
    const bench = up(hourly);
    expect(() => resumeHeartbeat(bench.rules, bench.state, START)).toThrow("check is not paused");
    bench.take(pauseHeartbeat(bench.state, START + MINUTE));
    bench.take(resumeHeartbeat(bench.rules, bench.state, START + HOUR));
    expect(bench.state).toMatchObject({
      status: "new",
      pings: 1,
      lastPing: null,
      expected: null,
      armedAt: START + HOUR,
    });
  });

  test("a deadline that an edit moves into the past flips at that deadline, though never before the last change", () => {
    const bench = up(hourly);
    bench.rules = { ...hourly, schedule: { kind: "period", seconds: 600 } };
    bench.take(reschedule(bench.rules, bench.state, START + 50 * MINUTE));
    expect(brief(bench).at(-1)).toBe("10T00:20:00 up→down!");

    const run = up({ ...hourly, graceSeconds: 7_200 });
    run.ping(START + MINUTE, "start", "a");
    run.ping(START + HOUR, "success", "b");
    run.rules = { ...hourly, graceSeconds: 60 };
    run.take(reschedule(run.rules, run.state, START + HOUR + SECOND));
    expect(brief(run).at(-1)).toBe("10T01:00:00 up→down!");
  });

  test("from cron to a period, the period starts at the last ping", () => {
    const bench = up(cron("0 3 * * *"), at("10T02:58:00"));
    bench.take(reschedule(hourly, bench.state, at("10T02:59:00")));
    expect(bench.state.expected).toBe(at("10T03:58:00"));
  });

  test("a new heartbeat's first expected instant follows the edit", () => {
    const bench = new Bench(cron("0 3 * * 1"), START);
    bench.take(reschedule(hourly, bench.state, START + HOUR));
    expect(nextHeartbeatDue(hourly, bench.state)).toBe(START + DAY + 1);
  });
});

test("a ping that arrives out of order never turns history back", () => {
  const bench = up(hourly);
  bench.tick(START + 2 * HOUR);
  bench.ping(START + HOUR, "success");
  expect(brief(bench).slice(1)).toEqual(["10T01:10:00 up→down!", "10T01:10:00 down→up!"]);
});
