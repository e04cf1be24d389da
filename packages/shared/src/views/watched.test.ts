import { beforeEach, describe, expect, test } from "vitest";
import { API, BACKUP, memberNamed, MINUTELY, NIGHT, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { HOUR, MINUTE, SECOND } from "../time.ts";
import { heartbeatDetailOf } from "./heartbeat.ts";
import { monitorDetailOf } from "./monitor.ts";

/** Heartbeats and monitors as the API shows them. */

let world: TeamWorld;
beforeEach(() => {
  world = new TeamWorld(teamOf([memberNamed("ana")], { heartbeats: [BACKUP, MINUTELY], monitors: [API] }), NIGHT);
});

const heartbeat = (id: string) =>
  heartbeatDetailOf(world.state, id, world.now, {
    factor: 1,
    pingBase: "https://ping.example.com",
    mailDomain: "",
    mayOperate: true,
  }) ?? expect.fail("no such heartbeat");
const monitor = () => monitorDetailOf(world.state, API.id, world.now, { factor: 1 }) ?? expect.fail("no such monitor");
const clock = (iso: string) => iso.slice(11, 19);

describe("a heartbeat", () => {
  test("waits for its first ping", () => {
    expect(heartbeat(BACKUP.id)).toMatchObject({
      pingUrl: `https://ping.example.com/${BACKUP.pingId}`,
      status: "new",
      running: false,
      lastPing: null,
      nextPing: null,
      incident: null,
      recent: [],
    });
    expect(heartbeat(MINUTELY.id).upcoming).toEqual([]);
    expect(heartbeat(BACKUP.id).upcoming).toEqual(
      [9, 10, 11, 12, 13].map((day) => `2026-01-${String(day).padStart(2, "0")}T02:00:00.000Z`),
    );
  });

  test("with OnCalendar lines shows its next slots, ping or none", () => {
    const schedule = { kind: "oncalendar" as const, expression: "03:00\n2026-01-10 12:00 UTC", zone: "Europe/Vienna" };
    world = new TeamWorld(teamOf([memberNamed("ana")], { heartbeats: [{ ...BACKUP, schedule }] }), NIGHT);
    expect(heartbeat(BACKUP.id).upcoming.slice(0, 3)).toEqual([
      "2026-01-09T02:00:00.000Z",
      "2026-01-10T02:00:00.000Z",
      "2026-01-10T12:00:00.000Z",
    ]);
  });

  test("is up, then late, then down with its incident, then up again", () => {
    world.ping(MINUTELY.pingId);
    world.pass(30 * SECOND);
    expect(heartbeat(MINUTELY.id)).toMatchObject({
      status: "up",
      nextPing: "2026-01-09T00:01:00.000Z",
      deadline: "2026-01-09T00:02:00.000Z",
    });
    expect(heartbeat(MINUTELY.id).upcoming.map(clock)).toEqual([
      "00:01:00",
      "00:02:00",
      "00:03:00",
      "00:04:00",
      "00:05:00",
    ]);
    world.pass(MINUTE);
    expect(heartbeat(MINUTELY.id)).toMatchObject({
      status: "late",
      incident: null,
      sentence: expect.stringMatching(/^Late\. Expected 01:01:00 Vienna/),
    });
    expect(heartbeat(MINUTELY.id).upcoming.map(clock)).toEqual([
      "00:02:00",
      "00:03:00",
      "00:04:00",
      "00:05:00",
      "00:06:00",
    ]);
    world.pass(MINUTE);
    expect(heartbeat(MINUTELY.id)).toMatchObject({
      status: "down",
      nextPing: null,
      deadline: null,
      incident: "inc_000001",
    });
    world.ping(MINUTELY.pingId);
    expect(heartbeat(MINUTELY.id)).toMatchObject({ status: "up", incident: null, pings: 2 });
  });

  test("shows its pings newest first, with how long the run took", () => {
    world.ping(BACKUP.pingId, "start", { runId: "r1" });
    world.pass(4 * MINUTE);
    expect(heartbeat(BACKUP.id)).toMatchObject({ status: "new", running: true });
    world.ping(BACKUP.pingId, "fail", { exitCode: 3, runId: "r1" });
    expect(heartbeat(BACKUP.id).recent).toMatchObject([
      { n: 2, type: "fail", exitCode: 3, durationMs: 240_000, at: "2026-01-09T00:04:00.000Z", remote: "203.0.113.7" },
      { n: 1, type: "start", exitCode: null, durationMs: null },
    ]);
  });

  test("expects nothing while paused, and is null when it is not the team's", () => {
    world.do({ kind: "pause", what: "heartbeat", id: BACKUP.id, by: "ana" });
    expect(heartbeat(BACKUP.id)).toMatchObject({ status: "paused", upcoming: [] });
    expect(
      heartbeatDetailOf(world.state, "hb_other", NIGHT, { factor: 1, pingBase: "", mailDomain: "", mayOperate: true }),
    ).toBeNull();
  });
});

describe("a monitor", () => {
  test("has no result yet, then is up", () => {
    expect(monitor()).toMatchObject({ status: "new", lastCheck: null, lastMs: null, why: null, results: [] });
    expect(monitor().regions.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown"]);
    world.check(() => ({ result: "pass" }));
    expect(monitor()).toMatchObject({ status: "up", lastCheck: "2026-01-09T00:00:00.000Z", lastMs: 120, why: null });
    expect(monitor().sentence).toMatch(/^Up\./);
    expect(monitor().regions.map(({ state }) => state)).toEqual(["pass", "pass", "pass"]);
  });

  test("is down with the reason, the evidence and a line that repeats the check", () => {
    world.check(() => ({ result: "pass" }));
    world.pass(HOUR);
    world.check(({ region }) => ({ result: region === "apac" ? "pass" : "fail" }));
    world.pass(MINUTE);
    world.check(({ region }) => ({ result: region === "apac" ? "pass" : "fail" }));
    const view = monitor();
    expect(view).toMatchObject({ status: "down", incident: "inc_000001", why: { evidence: "HTTP/1.1 503" } });
    expect(view.why?.text).toMatch(/503 instead of 200-299.*Europe and North America/);
    expect(view.why?.curl).toContain("'https://api.example.com/'");
    expect(view.results[0]).toMatchObject({ at: expect.stringMatching(/^2026-01-09T01:0/) });
    expect(view.results.some(({ ok, status }) => !ok && status === 503)).toBe(true);
  });

  test("says of a blind region that it is blind, whatever it saw before", () => {
    world.check(() => ({ result: "pass" }));
    world.do({ kind: "sight", region: "weur", sighted: false });
    expect(monitor().regions[0]).toEqual({
      region: "weur",
      name: null,
      last: ["pass"],
      state: "blind",
      at: "2026-01-09T00:00:00.000Z",
      totalMs: null,
      detail: null,
    });
    world.do({ kind: "sight", region: "enam", sighted: false });
    world.passChecking(SECOND, () => ({ result: "pass" }));
    expect(monitor()).toMatchObject({ status: "unknown", incident: null });
    expect(monitorDetailOf(world.state, "mon_other", NIGHT, { factor: 1 })).toBeNull();
  });
});
