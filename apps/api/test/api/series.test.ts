import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { sql } from "drizzle-orm";
import { newRoute } from "@nightbell/shared/ids";
import { seriesOf } from "@nightbell/shared/stats/figures";
import { keptMs, type Sample } from "@nightbell/shared/stats/sample";
import type { SeriesQuery } from "@nightbell/shared/stats/series-query";
import { DAY, HOUR, MINUTE, SECOND, type Instant } from "@nightbell/shared/time";
import * as views from "@nightbell/shared/views/series-views";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "../../src/context.ts";
import { openAuthDb, openDb } from "../../src/db/client.ts";
import { deleteRollups, loadRollups } from "../../src/db/series.ts";
import { checkHour } from "../../src/db/schema/series.ts";
import { teamBatch } from "../../src/db/team-batch.ts";
import { settingsOf } from "../../src/env.ts";
import { monitorSeries } from "../../src/services/monitors/series.ts";
import { monitorStrips } from "../../src/services/monitors/strips.ts";
import { monitorUptime } from "../../src/services/monitors/uptime.ts";
import { Sampler } from "../../src/team/sampler.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, setDatabase, signUp } from "./client.ts";

/** From the samples of a team to its record, and back to charts. */

const START: Instant = Date.parse("2026-11-28T00:00:00Z");
const db = openDb(testBindings);
let ana: Awaited<ReturnType<typeof signUp>>;
let eve: Awaited<ReturnType<typeof signUp>>;

beforeAll(async () => {
  ana = await signUp("Ana");
  eve = await signUp("Eve");
});

type Team = { sampler: Sampler; id: string; monitor: string; ctx: Ctx; at: (now: Instant) => void };

/** A sampler in an object of its own, whose clock stands at START; it tells the record of the given team. */
async function withTeam(id: string, work: (team: Team) => Promise<void>): Promise<void> {
  const route = newRoute(crypto.getRandomValues(new Uint8Array(6)));
  await runInDurableObject(env.TEAM.getByName(route), async (_, { storage }) => {
    let now = START;
    const values = new Map<string, string>();
    const log = {
      get: (name: string) => values.get(name) ?? null,
      set: (n: string, v: string) => void values.set(n, v),
    };
    const clock = { now: () => now, realTimeOf: (at: Instant) => at };
    const sampler = new Sampler(env, storage.sql, log, clock, () => 2 * MINUTE);
    const series = async (_caller: unknown, query: SeriesQuery) => ({ ok: true, value: sampler.series(query, now) });
    const ctx = {
      env: { ...env, TEAM: { getByName: () => ({ series }) } } as unknown as Env,
      settings: settingsOf(env),
      db,
      authDb: openAuthDb(testBindings),
      requestId: "req_1",
      ip: "10.0.0.1",
      now,
      user: { id: ana.user, name: "Ana", email: ana.email, emailVerified: true },
      program: null,
      team: { id, route },
      role: "owner",
    } satisfies Ctx;
    await work({ sampler, id, monitor: `mon_${route}`, ctx, at: (instant) => void (now = instant) });
  });
}

/** Every five minutes from three regions, each with a speed of its own; every tenth is slower. */
function checks(monitor: string, from: Instant, until: Instant): Sample[] {
  const samples: Sample[] = [];
  for (let at = from, n = 0; at < until; at += 5 * MINUTE)
    for (const [region, ms] of [
      ["weur", 40],
      ["enam", 120],
      ["apac", 300],
    ] as const)
      samples.push({
        monitor,
        region,
        colo: "FRA",
        at,
        result: "pass",
        cause: null,
        ms: keptMs(ms + (n++ % 10 === 9 ? 700 : n % 7)),
      });
  return samples;
}

/** Lives through [from, until): checks as above, up but for ten minutes down from 01:20 on the first day. */
function live({ sampler, monitor, at }: Team, from: Instant, until: Instant): Sample[] {
  const samples = checks(monitor, from, until);
  sampler.shown(monitor, "up", from, from);
  for (const sample of samples) {
    const minutes = (sample.at - START) / MINUTE;
    if (minutes === 80) sampler.shown(monitor, "down", sample.at, sample.at);
    if (minutes === 90) sampler.shown(monitor, "up", sample.at, sample.at);
    at(sample.at);
    sampler.note(sample, sample.at);
  }
  sampler.rest(null);
  at(until);
  return samples;
}

const p95 = (samples: readonly Sample[]): number =>
  samples.map(({ ms }) => ms).sort((a, b) => a - b)[Math.ceil(0.95 * samples.length) - 1] ?? Number.NaN;
const rowsOf = async (table: "check_hour" | "check_day", monitor: string) =>
  await ownerQuery(
    `select (extract(epoch from start) * 1000)::float8 as start, seconds, regions, sum_ms, min_ms, max_ms, histogram
     from ${table} where monitor_id = $1 order by start`,
    [monitor],
  );

describe("rollups", () => {
  test("tell hours once they have passed and the day at its end, and a repeat changes nothing", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor, at } = team;
      const samples = live(team, START, START + 25 * HOUR + 30 * MINUTE);
      await sampler.rollups.run(id);
      const [hours, days] = [await rowsOf("check_hour", monitor), await rowsOf("check_day", monitor)];
      expect(hours.map(({ start }) => (Number(start) - START) / HOUR)).toEqual([...Array(25).keys()]);
      expect(hours[1]).toMatchObject({ seconds: { up: 3_000, down: 600 }, regions: { weur: { pass: 12, fail: 0 } } });
      expect(days).toMatchObject([
        { start: START, seconds: { up: 85_800, down: 600 }, regions: { apac: { pass: 288 } } },
      ]);
      const range = { monitors: [monitor], from: START, until: START + DAY };
      const day = seriesOf(await loadRollups(db, id, "days", range)).all.total;
      const ofDay = samples.filter((one) => one.at < START + DAY);
      expect(Math.abs((day.p95 ?? 0) / p95(ofDay) - 1)).toBeLessThanOrEqual(0.01);
      expect(day.count).toBe(ofDay.length);

      sampler.rollups.rewind(START);
      expect(sampler.rollups.cursor).toBe(START);
      await sampler.rollups.run(id);
      expect(await rowsOf("check_hour", monitor)).toEqual(hours);
      expect(await rowsOf("check_day", monitor)).toEqual(days);
      at(START + 26 * HOUR + 10 * MINUTE);
      expect(sampler.rollups.cursor).toBe(START + 25 * HOUR);
    }));

  test("tell again of an hour that an outage reaches back into", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor } = team;
      live(team, START + 2 * HOUR, START + 4 * HOUR + 5 * MINUTE);
      await sampler.rollups.run(id);
      expect((await rowsOf("check_hour", monitor)).map(({ seconds }) => seconds)).toEqual([
        { up: 3_600 },
        { up: 3_600 },
      ]);
      sampler.shown(monitor, "down", START + 4 * HOUR - MINUTE, START + 4 * HOUR + 5 * MINUTE);
      await sampler.rollups.run(id);
      expect((await rowsOf("check_hour", monitor)).map(({ seconds }) => seconds)).toEqual([
        { up: 3_600 },
        { up: 3_540, down: 60 },
      ]);
    }));

  test("tell again of the hour that is just being told", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor } = team;
      live(team, START + 2 * HOUR + 5 * MINUTE, START + 3 * HOUR + 5 * MINUTE);
      const telling = sampler.rollups.run(id);
      sampler.shown(monitor, "down", START + 3 * HOUR - MINUTE, START + 3 * HOUR + 5 * MINUTE);
      await telling;
      expect((await rowsOf("check_hour", monitor)).map(({ seconds }) => seconds)).toEqual([{ up: 3_240, down: 60 }]);
    }));

  test("wait while the record is down, disturb nobody, and catch up", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor } = team;
      live(team, START, START + 3 * HOUR + 10 * MINUTE);
      const { cursor } = sampler.rollups;
      const before = Date.now();
      await setDatabase(false);
      await sampler.rollups.run(id);
      expect(sampler.rollups.cursor).toBe(cursor);
      expect(sampler.rollups.due ?? 0).toBeGreaterThan(before + 2 * SECOND);
      await setDatabase(true);
      await sampler.rollups.run(id);
      expect(await rowsOf("check_hour", monitor)).toHaveLength(3);
    }));

  test("finish a day that nothing more came of, and go on where checks do", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor, at } = team;
      live(team, START + HOUR, START + 3 * HOUR);
      at(START + DAY + 10 * MINUTE);
      await sampler.rollups.run(id);
      expect(await rowsOf("check_day", monitor)).toMatchObject([{ start: START, regions: { weur: { pass: 24 } } }]);
      expect(sampler.rollups.due).toBeNull();
      live(team, START + 5 * DAY + HOUR, START + 5 * DAY + 3 * HOUR + 5 * MINUTE);
      await sampler.rollups.run(id);
      const checked = (await rowsOf("check_hour", monitor)).filter(({ sum_ms }) => Number(sum_ms) > 0);
      expect(checked.map(({ start }) => (Number(start) - START) / HOUR)).toEqual([1, 2, 121, 122]);
      expect(sampler.rollups.cursor).toBe(START + 5 * DAY + 3 * HOUR);
    }));
});

describe("the record", () => {
  test("shows a team only its own rollups, and takes none for another", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor } = team;
      live(team, START, START + HOUR + 5 * MINUTE);
      await sampler.rollups.run(id);
      const range = { monitors: [monitor], from: START, until: START + HOUR };
      expect(await loadRollups(db, id, "hours", range)).toHaveLength(1);
      expect(await loadRollups(db, eve.team, "hours", range)).toEqual([]);
      await teamBatch(db, eve.team, [db.execute(sql`delete from ${checkHour} where monitor_id = ${monitor}`)]);
      const row = { monitorId: monitor, start: new Date(START), seconds: {}, regions: {}, sumMs: 0, histogram: "" };
      const theirs = teamBatch(db, eve.team, [db.insert(checkHour).values({ ...row, teamId: ana.team })]);
      await expect(theirs).rejects.toThrow();
      expect(await rowsOf("check_hour", monitor)).toHaveLength(1);
    }));

  test("forgets what the plan keeps no longer", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor } = team;
      live(team, START + 20 * HOUR, START + DAY + 2 * HOUR + 5 * MINUTE);
      await sampler.rollups.run(id);
      await deleteRollups(db, id, { hours: START + DAY, days: START });
      expect(await rowsOf("check_hour", monitor)).toHaveLength(2);
      expect(await rowsOf("check_day", monitor)).toHaveLength(1);
      await deleteRollups(db, eve.team, { hours: START + 9 * DAY, days: START + 9 * DAY });
      expect(await rowsOf("check_hour", monitor)).toHaveLength(2);
    }));
});

describe("charts", () => {
  const iso = (at: Instant): string => new Date(at).toISOString();

  test("come from samples, hours or days, and end in what the record does not have yet", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor, ctx } = team;
      const samples = live(team, START, START + 36 * HOUR + 30 * MINUTE);
      await sampler.rollups.run(id);
      const now = START + 36 * HOUR + 30 * MINUTE;
      for (const [from, source, points] of [
        [now - 2 * HOUR, "samples", 24],
        [START + 3 * HOUR, "hours", 34],
        [START - 40 * DAY, "days", 2],
      ] as const) {
        const series = await monitorSeries({ ctx, id: monitor, input: { from: iso(from) } });
        const wanted = samples.filter((one) => one.at >= from);
        expect(views.monitorSeries.parse(series)).toEqual(series);
        expect(series.source).toBe(source);
        expect(series.all.points).toHaveLength(points);
        expect(series.all.total.count).toBe(wanted.length);
        expect(Math.abs((series.all.total.p95 ?? 0) / p95(wanted) - 1)).toBeLessThanOrEqual(0.01);
        const weur = wanted.filter(({ region }) => region === "weur");
        expect(series.regions["weur"]?.total.count).toBe(weur.length);
        expect(Math.abs((series.regions["weur"]?.total.p95 ?? 0) / p95(weur) - 1)).toBeLessThanOrEqual(0.01);
      }
    }));

  test("of the last two hours need no record", () =>
    withTeam(ana.team, async (team) => {
      live(team, START, START + HOUR);
      await setDatabase(false);
      const input = { from: iso(START), until: iso(START + 30 * MINUTE) };
      const { all } = await monitorSeries({ ctx: { ...team.ctx, role: null }, id: team.monitor, input });
      expect(all.points).toHaveLength(6);
    }));

  test("say how much of the time a monitor was up", () =>
    withTeam(ana.team, async (team) => {
      const { sampler, id, monitor, ctx } = team;
      live(team, START, START + 24 * HOUR + 30 * MINUTE);
      await sampler.rollups.run(id);
      const uptime = await monitorUptime({ ctx, id: monitor });
      expect(views.monitorUptime.parse(uptime)).toEqual(uptime);
      const { windows, days } = uptime;
      // The window of a day begins at 01:00: the outage of 01:20 is in it.
      expect(windows["24h"]).toMatchObject({ downSeconds: 600, knownSeconds: 23 * 3_600 + 1_800 });
      expect(windows["30d"]).toMatchObject({ downSeconds: 600, knownSeconds: 24 * 3_600 + 1_800 });
      expect(windows["90d"]).toEqual(windows["30d"]);
      expect(windows["90d"].text).toBe("99.32 % = 10 min");
      expect(days).toHaveLength(90);
      expect(days.slice(-3).map(({ day, state, percent }) => [day, state, percent === 100])).toEqual([
        ["2026-11-27", null, false],
        ["2026-11-28", "down", false],
        ["2026-11-29", "up", true],
      ]);
    }));

  test("of a list have a strip for every monitor, the running hour included", () =>
    withTeam(eve.team, async (team) => {
      const { sampler, id, monitor, ctx } = team;
      const samples = live(team, START, START + 23 * HOUR + 30 * MINUTE);
      await sampler.rollups.run(id);
      const list = await monitorStrips({ ctx });
      expect(views.monitorStrips.parse(list)).toEqual(list);
      const { from, strips } = list;
      const strip = strips[monitor];
      expect(Object.keys(strips)).toEqual([monitor]);
      expect(from).toBe(iso(START));
      expect(strip?.hours).toEqual(Array.from({ length: 24 }, (_, hour) => (hour === 1 ? "down" : "up")));
      expect(strip).toMatchObject({ downSeconds: 600 });
      expect(Math.abs((strip?.p95 ?? 0) / p95(samples) - 1)).toBeLessThanOrEqual(0.01);
    }));
});
