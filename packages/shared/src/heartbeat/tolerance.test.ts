import { describe, expect, test } from "vitest";
import { at, Bench, brief, hourly, START, up } from "./bench.testing.ts";
import { missedRuns } from "./expected.ts";
import { heartbeatSentence } from "./sentence.ts";
import { absorbedFailures, deadline, viewAt } from "./view.ts";
import { worstCaseSeconds } from "./worst-case.ts";

/** Failure tolerance (spec "heartbeats" §4.3) and split mode (§4.1). Hourly, 10 minutes of grace. */

const tolerant = (failureTolerance: number) => ({ ...hourly, failureTolerance });

describe("failure tolerance", () => {
  test("as many missed runs as it says alert nobody, the next one does", () => {
    const bench = up(tolerant(2));
    bench.tick(at("10T02:30:00"));
    expect(absorbedFailures(bench.state)).toBe(2);
    expect(viewAt(bench.rules, bench.state, at("10T02:30:00")).status).toBe("up");
    expect(deadline(bench.rules, bench.state)).toBe(at("10T03:10:00"));
    bench.tick(at("10T03:10:01"));
    expect(brief(bench)).toEqual(["10T00:00:00 new→up", "10T03:10:00 up→down!"]);
  });

  test("the recovery counts from the first missed run, the tolerated ones included", () => {
    const bench = up(tolerant(2));
    bench.tick(at("10T03:10:01"));
    expect(missedRuns(bench.rules, bench.state, at("10T03:30:00"))).toBe(2);
  });

  test("a success starts the count anew", () => {
    const bench = up(tolerant(1));
    bench.tick(at("10T01:30:00"));
    bench.ping(at("10T01:31:00"), "success");
    expect(absorbedFailures(bench.state)).toBe(0);
    bench.tick(at("10T03:00:00"));
    expect(brief(bench)).toEqual(["10T00:00:00 new→up"]);
  });

  test("reported failures, missed runs and runs that take too long count together", () => {
    const bench = up(tolerant(2));
    bench.ping(at("10T00:30:00"), "fail");
    expect(bench.state.expected).toBe(at("10T01:30:00"));
    bench.ping(at("10T00:40:00"), "start", "a");
    bench.tick(at("10T01:00:00"));
    expect(absorbedFailures(bench.state)).toBe(2);
    bench.ping(at("10T01:05:00"), "fail");
    expect(brief(bench)).toEqual(["10T00:00:00 new→up", "10T01:05:00 up→down!"]);
  });

  test("the first ping of all may be a tolerated failure: it runs, so it is up", () => {
    const bench = new Bench(tolerant(1), START);
    bench.ping(at("10T00:05:00"), "fail");
    expect(brief(bench)).toEqual(["10T00:05:00 new→up"]);
    expect(bench.state.expected).toBe(at("10T01:05:00"));
  });

  test("a tolerated failure ends the alarm of having never been pinged", () => {
    const bench = new Bench(tolerant(1), START);
    bench.tick(at("11T00:30:00"));
    bench.ping(at("11T00:31:00"), "fail");
    expect(bench.alerts()).toEqual([
      { at: at("11T00:00:00"), kind: "down", reason: "never_pinged" },
      { at: at("11T00:31:00"), kind: "up", reason: "" },
    ]);
  });

  test("what is down has no tolerance left", () => {
    const bench = up(tolerant(1));
    bench.ping(at("10T00:10:00"), "fail");
    bench.ping(at("10T00:20:00"), "fail");
    bench.ping(at("10T00:30:00"), "fail");
    expect(bench.notices.map(({ kind }) => kind)).toEqual(["tolerated", "failed_again"]);
  });

  test("the sentence says how it stands and what comes next", () => {
    const bench = up(tolerant(2));
    bench.tick(at("10T01:30:00"));
    const sentence = heartbeatSentence(bench.rules, bench.state, at("10T01:30:00"), "UTC");
    expect(sentence).toBe(
      "Degraded: 1 failure, 1 more is tolerated. Last finished 00:00, next expected 02:00 UTC, we wait until 02:10.",
    );
  });

  test("the worst case is told: the tolerated runs, one more, and the grace", () => {
    expect(worstCaseSeconds(hourly, START)).toBe(3_600 + 600);
    expect(worstCaseSeconds(tolerant(2), START)).toBe(3 * 3_600 + 600);
    const weekdays = { kind: "cron", expression: "0 3 * * 1-5", zone: "UTC" } as const;
    expect(worstCaseSeconds({ schedule: weekdays, graceSeconds: 600 }, START)).toBe(3 * 86_400 + 600);
  });
});

describe("split mode", () => {
  const split = { ...hourly, startToleranceSeconds: 120, maxRunSeconds: 1_800 };

  test("a run that started in time is waited for as long as a run may take", () => {
    const bench = up(split);
    bench.ping(at("10T01:01:00"), "start");
    expect(deadline(bench.rules, bench.state)).toBe(at("10T01:31:00"));
    expect(viewAt(bench.rules, bench.state, at("10T01:20:00"))).toMatchObject({ status: "up", started: true });
    bench.ping(at("10T01:25:00"), "success");
    expect(brief(bench)).toEqual(["10T00:00:00 new→up"]);
  });

  test("without a start it is late at once and down after the start's tolerance", () => {
    const bench = up(split);
    expect(viewAt(bench.rules, bench.state, at("10T01:00:00")).status).toBe("grace");
    bench.tick(at("10T01:10:00"));
    expect(brief(bench)).toEqual(["10T00:00:00 new→up", "10T01:02:00 up→down!"]);
  });

  test("a run that takes too long goes down at its own limit", () => {
    const bench = up(split);
    bench.ping(at("10T01:01:00"), "start");
    bench.tick(at("10T02:00:00"));
    expect(brief(bench)).toEqual(["10T00:00:00 new→up", "10T01:31:00 up→down!"]);
  });

  test("the unset limit follows the grace", () => {
    const bench = up({ ...hourly, maxRunSeconds: 1_800 });
    bench.tick(at("10T01:10:01"));
    expect(brief(bench)).toEqual(["10T00:00:00 new→up", "10T01:10:00 up→down!"]);
  });

  test("a tolerated long run is not missed once more, and history runs forwards", () => {
    const bench = up({ ...split, failureTolerance: 1 });
    bench.ping(at("10T01:01:00"), "start");
    bench.tick(at("10T01:40:00"));
    expect(absorbedFailures(bench.state)).toBe(1);
    expect(bench.state.expected).toBe(at("10T02:00:00"));
    expect(bench.flips.length).toBe(1);
  });
});
