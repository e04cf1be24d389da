import { describe, expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { Bench } from "./bench.testing.ts";
import { runDuration } from "./durations.ts";
import { readExpression } from "./expression.ts";
import type { PingType } from "./ping.ts";
import type { HeartbeatRules } from "./settings.ts";
import { pauseHeartbeat, reschedule, resumeHeartbeat } from "./transition.ts";
import { heartbeatVectors, type VectorCheck } from "./vectors.testing.ts";
import { deadline, viewAt } from "./view.ts";

/** Runs the shared vectors (spec "heartbeats" §9) against the engine. */

/** Vectors about parts that are not of this engine: what decides the ping's type. */
const ELSEWHERE = new Map([["HB40", "keyword filter"]]);

const ms = (text: string): number => Date.parse(text);
const seconds = (at: number | null): string | null =>
  at === null ? null : `${new Date(at).toISOString().slice(0, 19)}+00:00`;

function rulesOf(check: VectorCheck): HeartbeatRules {
  const schedule =
    check.schedule === undefined
      ? { kind: "period" as const, seconds: check.timeout ?? 86_400 }
      : readExpression(check.schedule, check.tz ?? "UTC");
  return { schedule, graceSeconds: check.grace ?? 3_600 };
}

/** `METHOD path` as the vectors write it, read as far as the engine needs. */
function pingOf(line: string): { type: PingType; runKey: string } {
  const [, action, runKey = ""] = /^[A-Z]+ (?:\/?([a-z]*))(?:\?rid=(\S+))?(?: body=.*)?$/.exec(line) ?? [];
  if (action === undefined) throw new Error(`cannot read the step ${line}`);
  return { type: action === "" ? "success" : (action as PingType), runKey };
}

/** Performs one step and gives its HTTP status, as far as the engine decides it. */
function perform(bench: Bench, check: VectorCheck, line: string, at: number): number {
  try {
    act(bench, check, line, at);
    return 200;
  } catch (error) {
    if (error instanceof AppError) return error.status;
    throw error;
  }
}

function act(bench: Bench, check: VectorCheck, line: string, at: number): void {
  const [call, path, body = "{}"] = /^API POST (\S+)(?: (.*))?$/.exec(line) ?? [];
  if (call === undefined) {
    const { type, runKey } = pingOf(line);
    return bench.ping(at, type, runKey);
  }
  if (path === "/pause") return bench.take(pauseHeartbeat(bench.state, at));
  if (path === "/resume") return bench.take(resumeHeartbeat(bench.rules, bench.state, at));
  bench.rules = rulesOf({ ...check, ...(JSON.parse(body) as VectorCheck) });
  return bench.take(reschedule(bench.rules, bench.state, at));
}

const vectors = heartbeatVectors.filter(({ id }) => !ELSEWHERE.has(id));

test("the vectors left to other parts are exactly these", () => {
  expect(heartbeatVectors.length - vectors.length).toBe(ELSEWHERE.size);
  expect(vectors.length).toBe(37);
});

describe.each(vectors)("$id: $title", (vector) => {
  const bench = new Bench(rulesOf(vector.check), ms(vector.created));

  test("every step", () => {
    for (const step of vector.steps) {
      const at = ms(step.at);
      bench.tick(at);
      if (step.do !== undefined) {
        const http = perform(bench, vector.check, step.do, at);
        if (step.http !== undefined) expect(http, step.do).toBe(step.http);
        if (step.recorded_as !== undefined) expect(bench.pings.at(-1)?.type, step.do).toBe(step.recorded_as);
      }
      const { rules, state } = bench;
      const view = viewAt(rules, state, at);
      const expected = step.expect;
      expect(
        {
          status: view.status,
          started: view.started,
          last_ping: seconds(state.lastPing),
          next_ping: seconds(view.nextPing),
          n_pings: state.pings,
          alert_deadline: deadline(rules, state),
          ...("last_duration" in expected
            ? { last_duration: state.lastDurationMs === null ? null : Math.floor(state.lastDurationMs / 1_000) }
            : {}),
        },
        `${step.at} ${step.do ?? "look"}`,
      ).toEqual({ ...expected, alert_deadline: expected.alert_deadline === null ? null : ms(expected.alert_deadline) });
    }
  });

  test("flips, durations and alerts at the end", () => {
    bench.tick(ms(vector.end));
    expect(bench.flips).toEqual(vector.flips.map(({ t, ...flip }) => ({ at: ms(t), ...flip })));
    const log = bench.pings.map(({ at, type, runKey }) => ({ at, type, runId: runKey }));
    const durations = log.map((ping, i) => runDuration(ping, log.slice(0, i).toReversed()));
    expect(bench.pings.map(({ type }, index) => ({ n: index + 1, type, duration: durations[index] ?? null }))).toEqual(
      vector.durations.map((row) => ({ ...row, duration: row.duration === null ? null : row.duration * 1_000 })),
    );
    expect(bench.alerts()).toEqual(vector.alerts.map((alert) => ({ ...alert, at: ms(alert.at) })));
  });
});
