import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { newRoute } from "@nightbell/shared/ids";
import { keptMs, type Sample } from "@nightbell/shared/stats/sample";
import { DAY, HOUR, MINUTE, SECOND, type Instant } from "@nightbell/shared/time";
import { describe, expect, test } from "vitest";
import { Samples } from "../../src/team/samples.ts";
import { Sampler, sampleOf } from "../../src/team/sampler.ts";

/** What a team keeps of its checks for charts, in an object's own storage. */

const START: Instant = Date.parse("2026-11-30T10:00:00Z");
const LIVES = new Map([
  ["mon_fast", 2 * MINUTE],
  ["mon_daily", 2 * DAY],
]);

/** An object of its own; `wake` makes a sampler that knows only what is stored. */
async function inStorage(work: (sql: SqlStorage, wake: () => Sampler) => void): Promise<void> {
  const route = newRoute(crypto.getRandomValues(new Uint8Array(6)));
  await runInDurableObject(env.TEAM.getByName(route), (_, { storage: { sql } }) => {
    const values = new Map<string, string>();
    const log = {
      get: (name: string) => values.get(name) ?? null,
      set: (n: string, v: string) => void values.set(n, v),
    };
    const clock = { now: () => START, realTimeOf: (at: Instant) => at };
    work(sql, () => new Sampler(env, sql, log, clock, (monitor) => LIVES.get(monitor) ?? null));
  });
}

const sample = (at: Instant, change: Partial<Sample> = {}): Sample => ({
  monitor: "mon_fast",
  region: "weur",
  colo: "FRA",
  at,
  result: "pass",
  cause: null,
  ms: keptMs(120),
  ...change,
});
const noted = (sampler: Sampler, one: Sample): void => sampler.note(one, one.at);

const written = (sql: SqlStorage): number => sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
const minutes = (sql: SqlStorage): number => sql.exec<{ n: number }>("SELECT count(*) AS n FROM sample").one().n;
const stored = (sql: SqlStorage): Sample[] => [...new Samples(sql).between(START - DAY, START + DAY)];

describe("a minute", () => {
  test("of many checks is one written row", () =>
    inStorage((sql, wake) => {
      const sampler = wake();
      noted(sampler, sample(START));
      sampler.rest(null);
      const before = written(sql);
      for (let second = 60; second < 121; second += 1) {
        sampler.dispatched(START + second * SECOND);
        noted(sampler, sample(START + second * SECOND));
        sampler.rest(2 * SECOND);
      }
      expect(written(sql) - before).toBe(1);
      expect(stored(sql)).toHaveLength(61);
    }));

  test("is written before the object falls asleep, and goes on when it wakes", () =>
    inStorage((sql, wake) => {
      const samples = [0, 15, 30, 45].map((second) => sample(START + second * SECOND));
      for (const one of samples) {
        const sampler = wake();
        sampler.dispatched(one.at);
        noted(sampler, one);
        sampler.rest(15 * SECOND);
      }
      expect(stored(sql)).toEqual(samples);
      expect(minutes(sql)).toBe(1);
      const before = written(sql);
      wake().rest(null);
      expect(written(sql)).toBe(before);
    }));

  test("is all that a crash loses", () =>
    inStorage((sql, wake) => {
      const sampler = wake();
      for (let second = 0; second < 150; second += 30) noted(sampler, sample(START + second * SECOND));
      const left = wake().series({ monitor: null, from: START, until: null, step: HOUR }, START + 5 * MINUTE);
      expect(left.rollups[0]?.regions["weur"]?.pass).toBe(4);
    }));

  test("that was broken on disk is left out", () =>
    inStorage((sql, wake) => {
      const sampler = wake();
      for (const minute of [0, 1, 2]) noted(sampler, sample(START + minute * MINUTE));
      sampler.rest(null);
      sql.exec("UPDATE sample SET data = x'010203' WHERE minute = ?", START / MINUTE + 1);
      expect(stored(sql).map(({ at }) => (at - START) / MINUTE)).toEqual([0, 2]);
    }));
});

test("an answer that comes after the minute it was asked in is where it was asked", () =>
  inStorage((sql, wake) => {
    const sampler = wake();
    const outcome = { region: "weur", colo: "FRA", tick: START, attempt: 1, revision: 1, totalMs: 10_000 } as const;
    const answer = { ...outcome, result: "fail", cause: "timeout_ttfb" } as const;
    sampler.note(sampleOf("mon_fast", answer, START + 64 * SECOND), START + 64 * SECOND);
    sampler.rest(null);
    const ms = keptMs(10_000);
    expect(stored(sql)).toEqual([sample(START + 54 * SECOND, { result: "fail", cause: "timeout_ttfb", ms })]);
    expect(sampleOf("mon_fast", { ...outcome, result: "pass", slow: true }, START).result).toBe("slow");
  }));

test("ticks that nobody ran are counted, but a long gap is no flood of rows", () =>
  inStorage((_, wake) => {
    const sampler = wake();
    sampler.missed("mon_fast", "weur", 2, START);
    sampler.missed("mon_fast", "enam", 10_000, START);
    const [hour] = sampler.series({ monitor: "mon_fast", from: START, until: null, step: HOUR }, START + 1).rollups;
    expect([hour?.regions["weur"]?.missed, hour?.regions["enam"]?.missed]).toEqual([2, 60]);
  }));

describe("after a restart", () => {
  test("the last votes that still count are known, and until when ticks were dispatched", () =>
    inStorage((_, wake) => {
      const sampler = wake();
      noted(sampler, sample(START - 10 * HOUR, { monitor: "mon_daily", region: "enam", colo: "IAD", result: "slow" }));
      noted(sampler, sample(START - 3 * MINUTE, { region: "apac", colo: "SIN" }));
      noted(sampler, sample(START - 70 * SECOND));
      noted(sampler, sample(START - 40 * SECOND, { ms: keptMs(250) }));
      noted(sampler, sample(START - 20 * SECOND, { result: "void" }));
      noted(sampler, sample(START - 20 * SECOND, { monitor: "mon_gone" }));
      sampler.missed("mon_fast", "weur", 3, START - 20 * SECOND);
      sampler.dispatched(START - 10 * SECOND);
      sampler.rest(null);
      const { dispatchedThrough, lastVotes } = wake().restore(START);
      expect(dispatchedThrough).toBe(START - 10 * SECOND);
      expect(lastVotes).toHaveLength(2);
      expect(lastVotes).toContainEqual(
        expect.objectContaining({ monitor: "mon_daily", region: "enam", colo: "IAD", at: START - 10 * HOUR, ok: true }),
      );
      expect(lastVotes).toContainEqual(
        expect.objectContaining({ monitor: "mon_fast", region: "weur", at: START - 40 * SECOND, ms: keptMs(250) }),
      );
    }));

  test("without any row nothing is known", () =>
    inStorage((_, wake) => expect(wake().restore(START)).toEqual({ dispatchedThrough: 0, lastVotes: [] })));
});

describe("time in states", () => {
  const hours = (sampler: Sampler, until: Instant) =>
    sampler
      .series({ monitor: "mon_fast", from: START, until: null, step: HOUR }, until)
      .rollups.map(({ seconds }) => seconds);

  test("is kept over restarts, costs a row a change, and reaches back to the outage's start", () =>
    inStorage((sql, wake) => {
      wake().shown("mon_fast", "up", START, START);
      const before = written(sql);
      for (const minute of [1, 2, 3]) wake().shown("mon_fast", minute === 2 ? "suspect" : "up", START, START + minute);
      expect(written(sql)).toBe(before);
      wake().shown("mon_fast", "down", START + 50 * MINUTE, START + 51 * MINUTE);
      wake().shown("mon_fast", "up", START + 70 * MINUTE, START + 75 * MINUTE);
      expect(hours(wake(), START + 2 * HOUR)).toEqual([
        { up: 3_000, down: 600 },
        { up: 3_000, down: 600 },
      ]);
      wake().shown("mon_fast", "regional", START + 76 * MINUTE, START + 76 * MINUTE);
      wake().shown("mon_fast", "down", START + 75 * MINUTE, START + 77 * MINUTE);
      wake().shown("mon_fast", null, START + 80 * MINUTE, START + 80 * MINUTE);
      expect(hours(wake(), START + 3 * HOUR)).toEqual([
        { up: 3_000, down: 600 },
        { up: 300, down: 900 },
      ]);
    }));
});

test("a list is told of all closed minutes, each once, and asking writes nothing", () =>
  inStorage((sql, wake) => {
    const sampler = wake();
    const counts = (now: Instant): Record<string, number> =>
      Object.fromEntries(
        sampler
          .series({ monitor: null, from: null, until: null, step: HOUR }, now)
          .rollups.map(({ monitor, regions }) => [monitor, regions["weur"]?.pass ?? 0]),
      );
    for (const minute of [0, 1, 2]) noted(sampler, sample(START + minute * MINUTE));
    const before = written(sql);
    expect(counts(START + 2 * MINUTE + SECOND)).toEqual({ mon_fast: 2 });
    expect(counts(START + 2 * MINUTE + SECOND)).toEqual({ mon_fast: 2 });
    expect(counts(START + 3 * MINUTE)).toEqual({ mon_fast: 3 });
    expect(written(sql)).toBe(before);
    noted(sampler, sample(START + 4 * MINUTE, { monitor: "mon_daily" }));
    expect(counts(START + 5 * MINUTE)).toEqual({ mon_fast: 3, mon_daily: 1 });
    sampler.rest(null);
    const one = { monitor: "mon_daily", from: START, until: null, step: MINUTE };
    expect(sampler.series(one, START + 4 * MINUTE + SECOND).rollups).toMatchObject([
      { monitor: "mon_daily", start: START + 4 * MINUTE, regions: { weur: { pass: 1 } } },
    ]);
  }));

describe("what is too old or too much", () => {
  test("is forgotten, oldest first", () =>
    inStorage((sql, wake) => {
      const sampler = wake();
      for (let minute = 0; minute < 10; minute++) noted(sampler, sample(START + minute * MINUTE));
      sampler.rest(null);
      const samples = new Samples(sql);
      samples.trim(START + 2 * MINUTE);
      expect(minutes(sql)).toBe(8);
      const bytes = sql.exec<{ n: number }>("SELECT length(data) AS n FROM sample LIMIT 1").one().n;
      samples.trim(START, 3 * bytes);
      expect(stored(sql).map(({ at }) => (at - START) / MINUTE)).toEqual([7, 8, 9]);
      expect(samples.newest).toBe(START / MINUTE + 9);
    }));

  test("is only asked for while rows are there", () =>
    inStorage((_, wake) => {
      const sampler = wake();
      expect(sampler.rollups.due).toBeNull();
      noted(sampler, sample(START + 5 * MINUTE));
      sampler.rest(null);
      const due = sampler.rollups.due ?? 0;
      expect(due).toBeGreaterThanOrEqual(START + HOUR + 2 * MINUTE);
      expect(due).toBeLessThanOrEqual(START + HOUR + 10 * MINUTE);
    }));
});
