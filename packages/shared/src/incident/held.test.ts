import { describe, expect, test } from "vitest";
import type { MonitorSettings } from "../check/settings.ts";
import type { Failure } from "./failure.ts";
import type { MaintenanceSettings } from "../maintenance/settings.ts";
import { API, BACKUP, heartbeatNamed, memberNamed, MINUTELY, NIGHT, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld, type Answer } from "../team/testing/team-world.ts";
import { MINUTE, SECOND } from "../time.ts";
import { incidentsInOrder } from "../team/incident-table.ts";

/** What is known to be broken and pages nobody for now: maintenance, and what stands on something that is down. */

const pass = (): Answer => ({ result: "pass" });
const fails =
  (...ids: string[]) =>
  ({ monitor }: { monitor: string }): Answer =>
    ids.includes(monitor) ? { result: "fail" } : pass();

const open = ({ state }: TeamWorld): string[] =>
  incidentsInOrder(state).flatMap(({ name, state: is }) => (is === "open" ? [name] : []));
const held = ({ state }: TeamWorld): string[] => Object.keys(state.held);

describe("a heartbeat in maintenance", () => {
  const window: MaintenanceSettings = {
    id: "mw_1",
    name: "night work",
    monitors: [],
    heartbeats: [MINUTELY.id],
    time: { kind: "once", from: NIGHT + MINUTE, until: NIGHT + 30 * MINUTE },
  };
  const world = (): TeamWorld =>
    new TeamWorld(teamOf([memberNamed("ana")], { heartbeats: [BACKUP, MINUTELY], maintenance: [window] }), NIGHT);

  test("pages nobody while the window lasts, and once at its end if it still fails", () => {
    const team = world();
    team.ping(MINUTELY.pingId);
    team.pass(29 * MINUTE);
    expect([open(team), held(team)]).toEqual([[], ["heartbeat:hb_minutely"]]);
    team.pass(MINUTE);
    expect([open(team), held(team)]).toEqual([["minutely"], []]);
    const [incident] = incidentsInOrder(team.state);
    const [page] = Object.values(team.state.pages);
    expect(incident?.startedAt).toBe(NIGHT + 2 * MINUTE);
    expect(page?.run.t0).toBe(NIGHT + 30 * MINUTE);
  });

  test("that recovers within the window never pages", () => {
    const team = world();
    team.ping(MINUTELY.pingId);
    team.pass(10 * MINUTE);
    team.ping(MINUTELY.pingId);
    expect(held(team)).toEqual([]);
  });

  test("that is paused or deleted within the window is forgotten", () => {
    const [paused, deleted] = [world(), world()];
    for (const team of [paused, deleted]) {
      team.ping(MINUTELY.pingId);
      team.pass(10 * MINUTE);
    }
    paused.do({ kind: "pause", what: "heartbeat", id: MINUTELY.id, by: "ana" });
    deleted.do({ kind: "configure", config: teamOf([memberNamed("ana")], { version: 2 }) });
    for (const team of [paused, deleted]) {
      team.pass(30 * MINUTE);
      expect(open(team)).toEqual([]);
    }
  });

  test("whose page rings already rings on", () => {
    const team = world();
    team.ping(MINUTELY.pingId, "fail");
    team.pass(10 * MINUTE);
    expect(open(team)).toEqual(["minutely"]);
    expect(Object.values(team.state.pages)).toMatchObject([{ state: "firing" }]);
  });

  test("a window that is taken away lets go at once", () => {
    const team = world();
    team.ping(MINUTELY.pingId);
    team.pass(10 * MINUTE);
    team.do({
      kind: "configure",
      config: teamOf([memberNamed("ana")], { heartbeats: [BACKUP, MINUTELY], version: 2 }),
    });
    expect(open(team)).toEqual(["minutely"]);
  });
});

describe("what stands on something that is down", () => {
  const db: MonitorSettings = { ...API, id: "mon_db", name: "db" };
  const web: MonitorSettings = { ...API, id: "mon_web", name: "web", parents: ["mon_db"] };
  const job = heartbeatNamed("job", {
    graceSeconds: 60,
    pingId: "a0b1c2d3-e4f5-4a6b-8c7d-000000000009",
    schedule: { kind: "period", seconds: 60 },
    parents: ["mon_db"],
  });
  const world = (): TeamWorld => {
    const team = new TeamWorld(teamOf([memberNamed("ana")], { monitors: [db, web], heartbeats: [job] }), NIGHT);
    team.ping(job.pingId);
    team.passChecking(60 * SECOND, pass);
    team.ping(job.pingId);
    team.passChecking(60 * SECOND, pass);
    return team;
  };

  test("is watched and pages nobody; when the parent is up again and it is not, it pages after a grace", () => {
    const team = world();
    team.passChecking(3 * MINUTE, fails("mon_db"));
    expect(open(team)).toEqual(["db"]);
    team.passChecking(5 * MINUTE, fails("mon_db", "mon_web"));
    expect(open(team)).toEqual(["db"]);
    expect(held(team).toSorted()).toEqual(["heartbeat:hb_job", "monitor:mon_web"]);
    team.passChecking(4 * MINUTE, fails("mon_web"));
    expect(open(team)).toEqual([]);
    team.passChecking(3 * MINUTE, fails("mon_web"));
    expect(open(team).toSorted()).toEqual(["job", "web"]);
    expect(Object.values(team.state.pages).filter(({ state }) => state === "firing")).toHaveLength(1);
  });

  test("that comes back with its parent never pages", () => {
    const team = world();
    team.passChecking(3 * MINUTE, fails("mon_db"));
    team.passChecking(3 * MINUTE, fails("mon_db", "mon_web"));
    team.passChecking(10 * MINUTE, ({ monitor }) => (team.ping(job.pingId), fails()({ monitor })));
    expect(held(team)).toEqual([]);
    const all = incidentsInOrder(team.state).map(({ name }) => name);
    expect(new Set(all)).toEqual(new Set(["db"]));
  });

  test("pages if it broke first", () => {
    const team = world();
    team.passChecking(3 * MINUTE, ({ monitor }) => (team.ping(job.pingId), fails("mon_web")({ monitor })));
    expect(open(team)).toEqual(["web"]);
    team.passChecking(5 * MINUTE, ({ monitor }) => (team.ping(job.pingId), fails("mon_web", "mon_db")({ monitor })));
    expect(open(team)).toEqual(["web", "db"]);
  });

  test("a parent that goes down again and again does not let go in between, nor hang the team", () => {
    const team = world();
    for (let i = 0; i < 3; i++) {
      team.fail("db", { key: "monitor:mon_db", source: { kind: "monitor", id: "mon_db" } });
      team.do({ kind: "failed", failure: childFailure(team.now) });
      team.pass(MINUTE);
      team.do({ kind: "recovered", key: "monitor:mon_db", text: "answers again" });
      team.pass(2 * MINUTE);
    }
    expect(open(team)).toEqual([]);
    expect(held(team)).toContain("monitor:mon_web");
    team.pass(2 * MINUTE);
    expect(open(team)).toContain("web");
  });

  const childFailure = (at: number): Failure => ({
    key: "monitor:mon_web",
    source: { kind: "monitor", id: "mon_web" },
    name: "web",
    title: "web: 503",
    at,
    startedAt: at,
    evidence: null,
  });

  test("two that stand on each other cannot silence each other", () => {
    const a: MonitorSettings = { ...API, id: "mon_a1", name: "a", parents: ["mon_b2"] };
    const b: MonitorSettings = { ...API, id: "mon_b2", name: "b", parents: ["mon_a1"] };
    const team = new TeamWorld(teamOf([memberNamed("ana")], { monitors: [a, b] }), NIGHT);
    team.passChecking(2 * MINUTE, pass);
    team.passChecking(5 * MINUTE, fails("mon_a1", "mon_b2"));
    expect(open(team)).toHaveLength(1);
    const [first] = open(team);
    const [it, other] = first === "a" ? ["mon_a1", "mon_b2"] : ["mon_b2", "mon_a1"];
    // The one that is held goes on failing; the one that was paged for comes back, and breaks again within the grace.
    team.passChecking(3 * MINUTE, fails(other));
    expect(open(team)).toEqual([]);
    team.passChecking(3 * MINUTE, fails(it, other));
    expect(open(team)).not.toEqual([]);
  });
});
