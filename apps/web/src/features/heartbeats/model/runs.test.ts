import { describe, expect, it } from "vitest";
import { ping } from "../../../testing/heartbeats.ts";
import { ago } from "../../../testing/now.ts";
import { barsOf, historyOf, missedWord, resultMark, rowsOf } from "./runs.ts";

const seqs = (recent: Parameters<typeof historyOf>[0]): number[] =>
  historyOf(recent, []).map((entry) => (entry.kind === "run" ? entry.ping.seq : -1));

it("draws runs oldest first, the longest highest", () => {
  const bars = barsOf(
    historyOf([ping({ seq: 2, durationMs: 100 }), ping({ seq: 1, durationMs: 200, at: ago(90) })], []),
  );
  expect(bars.map(({ key }) => key)).toEqual(["1", "2"]);
  expect(bars[0]?.height).toBe(1);
  expect(bars[1]?.height).toBeLessThan(1);
});

describe("a start", () => {
  const start = ping({ type: "start", seq: 1, runId: "a", at: ago(90), durationMs: null, metrics: {} });

  it("is shown only while it has no end", () => {
    expect(seqs([start])).toEqual([1]);
    expect(seqs([ping({ seq: 2, runId: "a" }), start])).toEqual([2]);
  });

  it("of a run beside is not ended by another run", () => {
    expect(seqs([ping({ seq: 2, runId: "b" }), start])).toEqual([1, 2]);
    expect(seqs([ping({ seq: 2, runId: null }), start])).toEqual([2]);
    expect(seqs([ping({ seq: 2, type: "log", runId: "a" }), start])).toEqual([1, 2]);
  });
});

it("says when a run began, and how long it took by its own account", () => {
  const [measured] = historyOf([ping({ at: "2026-11-24T02:04:00Z", durationMs: 60_000 })], []);
  expect(measured).toMatchObject({ startedAt: "2026-11-24T02:03:00.000Z", tookMs: 60_000 });
  const [told] = historyOf([ping({ durationMs: null, metrics: { duration: 5 } })], []);
  expect(told).toMatchObject({ tookMs: 5_000 });
  const [unknown] = historyOf([ping({ durationMs: null, metrics: {} })], []);
  expect(unknown).toMatchObject({ tookMs: null, startedAt: null });
});

describe("missed runs", () => {
  const recovery = ping({ seq: 3, at: ago(10) });
  const failure = ping({ seq: 2, type: "fail", at: ago(15) });
  const before = ping({ seq: 1, at: ago(60) });
  const missed = [ago(40), ago(30), ago(20)];

  it("stand at their time, hollow, and the recovery counts them", () => {
    const history = historyOf([recovery, failure, before], missed);
    expect(history.map(({ kind }) => kind)).toEqual(["run", "missed", "missed", "missed", "run", "run"]);
    expect(barsOf(history).map((bar) => bar.missed)).toEqual([false, true, true, true, false, false]);
    expect(history.flatMap((entry) => (entry.kind === "run" ? [entry.missedBefore] : []))).toEqual([0, 0, 3]);
    expect(missedWord(3)).toBe("3 runs missed");
  });

  it("are counted by the first success after them, and by no later one", () => {
    const history = historyOf([ping({ seq: 4, at: ago(1) }), recovery, before], missed);
    expect(history.flatMap((entry) => (entry.kind === "run" ? [entry.missedBefore] : []))).toEqual([0, 3, 0]);
  });

  it("are one row when they are in a row", () => {
    const rows = rowsOf(historyOf([recovery, failure, before], missed));
    expect(rows.map((row) => (row.kind === "gap" ? row.missed.length : row.ping.seq))).toEqual([3, 2, 3, 1]);
  });

  it("that nothing followed yet are counted by nobody", () => {
    const history = historyOf([before], missed);
    expect(history.every((entry) => entry.kind === "missed" || entry.missedBefore === 0)).toBe(true);
  });
});

it("names failures with their exit code", () => {
  expect(resultMark({ type: "fail", exitCode: 2 }).word).toBe("failed, exit 2");
  expect(resultMark({ type: "fail", exitCode: null }).word).toBe("failed");
});
