import { describe, expect, it } from "vitest";
import type { MaintenanceSettings } from "../maintenance/settings.ts";
import { HOUR, MINUTE } from "../time.ts";
import { nextTimer } from "./agenda.ts";
import { monitorOf } from "./monitor-table.ts";
import { API, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld, type Answer } from "./testing/team-world.ts";
import { isMaintained } from "./watch-maintenance.ts";
import { incidentsInOrder } from "./incident-table.ts";

const pass = (): Answer => ({ result: "pass" });
const fail = (): Answer => ({ result: "fail" });
const WEB = { ...API, id: "mon_web", name: "web" };

const window = (from: number, until: number, monitors: string[] | null = null): MaintenanceSettings => ({
  id: "mw_1",
  name: "night work",
  monitors,
  heartbeats: [],
  time: { kind: "once", from: NIGHT + from * MINUTE, until: NIGHT + until * MINUTE },
});

function team(maintenance: MaintenanceSettings[], version = 1) {
  return teamOf([memberNamed("ana")], { monitors: [API, WEB], maintenance, version });
}

const edges = (world: TeamWorld) =>
  world.log.flatMap(({ kind, at }) =>
    kind === "maintenance.began" || kind === "maintenance.ended" ? [[kind, (at - NIGHT) / MINUTE]] : [],
  );
const open = (world: TeamWorld) =>
  incidentsInOrder(world.state).flatMap(({ name, state, startedAt, openedAt }) =>
    state === "open" ? [{ name, startedAt: (startedAt - NIGHT) / MINUTE, openedAt: (openedAt - NIGHT) / MINUTE }] : [],
  );

describe("in maintenance", () => {
  it("nothing opens; what is down at the end pages then, since it broke", () => {
    const world = new TeamWorld(team([window(10, 60, [API.id])]), NIGHT);
    world.passChecking(20 * MINUTE, pass);
    expect([isMaintained(world.state, API.id), isMaintained(world.state, WEB.id)]).toEqual([true, false]);
    const broke = world.now;
    world.passChecking(10 * MINUTE, ({ monitor }) => (monitor === API.id ? fail() : pass()));
    expect(monitorOf(world.state, API.id)?.status).toBe("down");
    expect(open(world)).toEqual([]);
    world.passChecking(30 * MINUTE, ({ monitor }) => (monitor === API.id ? fail() : pass()));
    const [incident, ...others] = open(world);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ name: "api", openedAt: 60 });
    expect(incident?.startedAt).toBeGreaterThanOrEqual((broke - NIGHT) / MINUTE);
    expect(incident?.startedAt).toBeLessThan(23);
    expect(Object.values(world.state.pages)).toMatchObject([{ state: "firing" }]);
    expect(edges(world)).toEqual([
      ["maintenance.began", 10],
      ["maintenance.ended", 60],
    ]);
  });

  it("monitors that the window does not name page as ever", () => {
    const world = new TeamWorld(team([window(10, 60, [API.id])]), NIGHT);
    world.passChecking(20 * MINUTE, pass);
    world.passChecking(5 * MINUTE, fail);
    expect(open(world).map(({ name }) => name)).toEqual(["web"]);
  });

  it("an older incident rings on, and a recovery resolves it", () => {
    const world = new TeamWorld(team([window(10, 60)]), NIGHT);
    world.passChecking(5 * MINUTE, pass);
    world.passChecking(10 * MINUTE, fail);
    expect(open(world)).toHaveLength(2);
    expect(Object.values(world.state.pages)).toMatchObject([{ state: "firing" }]);
    world.passChecking(10 * MINUTE, pass);
    expect(open(world)).toEqual([]);
    world.passChecking(10 * MINUTE, fail);
    expect(open(world)).toEqual([]);
  });
});

describe("the edges of a window", () => {
  it("wake the team by themselves", () => {
    const world = new TeamWorld(team([window(10, 60)]), NIGHT);
    expect(nextTimer(world.state)).toBe(NIGHT + 10 * MINUTE);
    world.pass(10 * MINUTE);
    expect(nextTimer(world.state)).toBe(NIGHT + HOUR);
    world.pass(HOUR);
    expect(nextTimer(world.state)).toBeNull();
  });

  it("that nobody saw are told afterwards, so that the time counts", () => {
    const world = new TeamWorld(team([window(10, 20)]), NIGHT);
    world.outage(HOUR);
    expect(edges(world)).toEqual([
      ["maintenance.began", 60],
      ["maintenance.ended", 60],
    ]);
    expect(world.log.find(({ kind }) => kind === "maintenance.began")?.data).toMatchObject({
      from: NIGHT + 10 * MINUTE,
      until: NIGHT + 20 * MINUTE,
    });
    expect(nextTimer(world.state)).toBeNull();
  });

  it("come with an edit: a window that is made now opens now, and one that is deleted lets go", () => {
    const world = new TeamWorld(team([]), NIGHT);
    world.passChecking(20 * MINUTE, pass);
    world.do({ kind: "configure", config: team([window(10, 60)], 2) });
    expect(isMaintained(world.state, API.id)).toBe(true);
    world.passChecking(5 * MINUTE, fail);
    expect(open(world)).toEqual([]);
    world.do({ kind: "configure", config: team([window(10, 60, [WEB.id])], 3) });
    expect(open(world).map(({ name }) => name)).toEqual(["api"]);
    world.do({ kind: "configure", config: team([], 4) });
    expect(open(world).map(({ name }) => name)).toEqual(["api", "web"]);
    expect(world.state.maintenance).toEqual({});
  });

  it("come again every week", () => {
    const nightly: MaintenanceSettings = {
      ...window(0, 1),
      time: { kind: "weekly", days: [1, 2, 3, 4, 5, 6, 7], at: "02:00", minutes: 30, zone: "Europe/Vienna" },
    };
    const world = new TeamWorld(team([nightly]), NIGHT);
    world.pass(3 * 24 * HOUR);
    expect(edges(world).map(([kind]) => kind)).toEqual(
      Array.from({ length: 3 }, () => ["maintenance.began", "maintenance.ended"]).flat(),
    );
    expect(edges(world)[2]).toEqual(["maintenance.began", 60 + 24 * 60]);
  });
});
