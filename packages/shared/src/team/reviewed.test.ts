import { describe, expect, test } from "vitest";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { evolve } from "./evolve.ts";
import { decide } from "./decide.ts";
import { pingFacts } from "./testing/ping-facts.ts";
import { heartbeatNamed, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld } from "./testing/team-world.ts";
import { incidentsInOrder } from "./incident-table.ts";

/** Ways in which heartbeats once went wrong beside their happy path; each of these was a bug. */

const off = { tooShort: "off", tooLong: "off", tooSmall: "off", tooOften: "off" } as const;
const job = (change: Partial<HeartbeatSettings> = {}): HeartbeatSettings =>
  heartbeatNamed("job", {
    schedule: { kind: "period", seconds: 3_600 },
    graceSeconds: 3_600,
    pingId: "p",
    sanity: off,
    ...change,
  });
const threshold = {
  metric: "rows",
  op: "<" as const,
  value: 1_000,
  times: 1,
  severity: "page" as const,
  clear: null,
  missing: "ignore" as const,
};
const config = (settings: HeartbeatSettings[], version = 1) => ({
  ...teamOf([memberNamed("ana"), memberNamed("ben")], { heartbeats: settings, version }),
  channels: [{ id: "c", kind: "email" as const, name: "Ben's mail", user: "ben" }],
});
const world = (change: Partial<HeartbeatSettings> = {}): TeamWorld => new TeamWorld(config([job(change)]), NIGHT);
const incidents = ({ state }: TeamWorld): string[] =>
  incidentsInOrder(state).map((incident) => `${incident.key} ${incident.state}`);
const status = ({ state }: TeamWorld) => state.heartbeats["hb_job"]?.status;
const sends = ({ state }: TeamWorld, about: string): number =>
  Object.values(state.sends).filter((send) => send.about === about && send.room !== undefined).length;

describe("incidents of what pings say", () => {
  test("calling one off leaves the heartbeat's own failure alone", () => {
    const team = world({ thresholds: [threshold] });
    team.ping("p", "fail");
    team.act("ana", { kind: "ack" });
    team.ping("p", "fail", { metrics: { rows: 1 } });
    team.act("ana", { kind: "resolve" });
    expect(status(team)).toBe("down");
    team.ping("p");
    expect(incidents(team)).toContain("heartbeat:hb_job resolved");
  });

  test("called off while the rule goes on objecting, the next ping opens it again", () => {
    const team = world({ thresholds: [threshold] });
    team.ping("p", "success", { metrics: { rows: 1 } });
    team.act("ana", { kind: "resolve" });
    expect(incidents(team)).toEqual(["heartbeat:hb_job:threshold:rows:<:1000 resolved"]);
    team.pass(30 * MINUTE);
    team.ping("p", "success", { metrics: { rows: 2 } });
    expect(incidents(team).filter((each) => each.endsWith("open")).length).toBe(1);
  });

  test("a pause ends them too", () => {
    const team = world({ thresholds: [threshold] });
    team.ping("p", "success", { metrics: { rows: 1 } });
    team.do({ kind: "pause", what: "heartbeat", id: "hb_job", by: "ana" });
    expect(incidents(team).filter((each) => each.endsWith("open"))).toEqual([]);
  });
});

describe("delayed reports", () => {
  const late = { late: true, runId: "r" };

  test("a delayed success ends the run that it is of", () => {
    const team = world();
    team.ping("p");
    team.pass(10 * MINUTE);
    team.ping("p", "start", { runId: "r" });
    team.pass(10 * MINUTE);
    team.ping("p", "success", late);
    expect(team.state.heartbeats["hb_job"]?.runs).toEqual([]);
  });

  test("of a run with a limit of its own, it serves the expected instant", () => {
    const schedule = { kind: "cron", expression: "0 3 * * *", zone: "UTC" } as const;
    const team = world({ schedule, maxRunSeconds: 7_200 });
    team.ping("p");
    team.pass(3 * HOUR);
    team.ping("p", "start", { runId: "r" });
    team.pass(30 * MINUTE);
    team.ping("p", "success", late);
    team.pass(5 * HOUR);
    expect(incidents(team)).toEqual([]);
  });

  test("a start that was overtaken by the end of its run opens none", () => {
    const team = world();
    team.ping("p", "success", { runId: "r", receivedAt: team.now + 4 * SECOND });
    team.ping("p", "start", { runId: "r", receivedAt: team.now });
    expect(team.state.heartbeats["hb_job"]?.runs).toEqual([]);
  });
});

test("a ping whose schedule cannot be reckoned with is recorded, a failure is down, and its team is told", () => {
  const broken = job({ schedule: { kind: "cron", expression: "0 0 31 2 *", zone: "UTC" } });
  const team = new TeamWorld(config([broken]), NIGHT);
  team.ping("p");
  expect(team.state.heartbeats["hb_job"]?.pings).toBe(1);
  team.ping("p", "fail");
  expect(status(team)).toBe("down");
  expect(incidents(team)).toEqual(["heartbeat:hb_job open"]);
  expect(Object.keys(team.state.faults)).toEqual(["hb_job"]);
});

test("heartbeats that the plan refuses cost one row a day, however many names ask", () => {
  let state = world().state;
  const rows = Array.from({ length: 50 }, (_, i) => {
    const events = decide(state, { kind: "refuse heartbeat", slug: `s${i % 2}` }, NIGHT + i * SECOND);
    state = events.reduce(evolve, state);
    return events.length;
  });
  expect(rows.reduce((a, b) => a + b)).toBe(1);
});

describe("channels", () => {
  test("are not told each time that something goes up and down", () => {
    const team = world({ channels: ["c"] });
    const before = (): number => sends(team, "recovered");
    for (let i = 0; i < 8; i++) {
      team.ping("p", "fail");
      team.pass(MINUTE);
      team.ping("p");
      team.pass(MINUTE);
    }
    expect(before()).toBeLessThanOrEqual(3);
  });

  test("hear nothing of a recovery that a person brought about before", () => {
    const team = world({ channels: ["c"] });
    team.pass(26 * HOUR);
    team.act("ana", { kind: "resolve" });
    const before = sends(team, "recovered");
    team.ping("p");
    expect(sends(team, "recovered")).toBe(before);
  });
});

test("a tolerated failure that comes with the alarm of never having been pinged leaves nothing open", () => {
  const team = world({ failureTolerance: 1 });
  team.now += DAY + 2 * HOUR + 20;
  team.ping("p", "fail");
  expect(incidents(team)).toEqual([]);
  expect(status(team)).toBe("up");
});

describe("edits after a silence was called off", () => {
  test("a larger grace does not bring the old silence back", () => {
    const team = world();
    team.ping("p");
    team.pass(3 * DAY);
    team.act("ana", { kind: "resolve" });
    team.do({ kind: "configure", config: config([job({ graceSeconds: 7_200 })], 2) });
    expect(status(team)).toBe("up");
  });

  test("a closer schedule counts from then", () => {
    const monthly = { kind: "cron", expression: "0 0 1 * *", zone: "UTC" } as const;
    const hourly = { kind: "cron", expression: "0 * * * *", zone: "UTC" } as const;
    const team = world({ schedule: monthly });
    team.ping("p");
    team.ping("p", "fail");
    team.pass(DAY);
    team.act("ana", { kind: "resolve" });
    team.do({ kind: "configure", config: config([job({ schedule: hourly })], 2) });
    team.pass(3 * HOUR);
    expect(status(team)).toBe("down");
  });
});

test("clocks of the ping host that disagree give no negative duration", () => {
  const team = world();
  team.ping("p", "start", { receivedAt: team.now + 25 * SECOND });
  team.ping("p", "success");
  expect(team.state.heartbeats["hb_job"]?.lastDurationMs).toBeGreaterThanOrEqual(0);
  expect(team.state.pings["hb_job"]?.[0]?.durationMs ?? 0).toBeGreaterThanOrEqual(0);
});

test("a heartbeat that a snapshot has held can be deleted, even if nobody said that it was recorded", () => {
  const made = job();
  const ping = {
    kind: "ping",
    heartbeat: made.id,
    type: "success",
    message: pingFacts({ delivery: "1", receivedAt: NIGHT }),
    created: made,
    shed: [],
  } as const;
  const team = new TeamWorld(config([]), NIGHT);
  team.do(ping);
  team.do({ kind: "configure", config: config([made], 2) });
  team.do({ kind: "configure", config: config([], 3) });
  expect(team.state.config?.heartbeats).toEqual([]);
});
