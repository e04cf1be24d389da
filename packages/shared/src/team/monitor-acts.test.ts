import { describe, expect, it } from "vitest";
import type { Ask } from "../check/round.ts";
import { MINUTE, SECOND } from "../time.ts";
import { nextTimer } from "./agenda.ts";
import { monitorOf } from "./monitor-table.ts";
import { API, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld, type Answer } from "./testing/team-world.ts";
import { incidentsInOrder } from "./incident-table.ts";

const pass = (): Answer => ({ result: "pass" });
const failsFrom =
  (bad: string) =>
  ({ region }: Ask): Answer => ({ result: region === bad ? "fail" : "pass" });

function healthy(): TeamWorld {
  const world = new TeamWorld(teamOf([memberNamed("ana")], { monitors: [API] }), NIGHT);
  world.passChecking(5 * MINUTE, pass);
  return world;
}

const asksOf = (world: TeamWorld): Ask[] =>
  world.do({ kind: "look" }).flatMap((event) => (event.kind === "monitors.asked" ? event.data.asks : []));
const statusOf = (world: TeamWorld) => monitorOf(world.state, API.id)?.status;

describe("check now", () => {
  it("asks all regions at once as one round, at most every ten seconds", () => {
    const world = healthy();
    world.do({ kind: "check now", monitor: API.id });
    const asks = asksOf(world);
    expect(asks.map(({ region }) => region)).toEqual(API.regions);
    expect(new Set(asks.map(({ tick }) => tick)).size).toBe(1);
    world.do({ kind: "check now", monitor: API.id });
    expect(asksOf(world)).toEqual([]);
    world.check(pass);
    world.now += 11 * SECOND;
    for (let i = 0; i < 5; i++) world.do({ kind: "check now", monitor: API.id });
    // The round before is still open: its answers were lost on the way.
    expect(asksOf(world)).toEqual([]);
  });

  it("a moment later is nothing new", () => {
    const world = healthy();
    world.do({ kind: "check now", monitor: API.id });
    world.check(pass);
    world.now += 9 * SECOND;
    expect(world.do({ kind: "check now", monitor: API.id })).toEqual([]);
    world.now += SECOND;
    expect(world.do({ kind: "check now", monitor: API.id })).toHaveLength(1);
  });

  it("does nothing to one that is paused or unknown to us", () => {
    const world = healthy();
    world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana" });
    expect(world.do({ kind: "check now", monitor: API.id })).toEqual([]);
    expect(world.do({ kind: "check now", monitor: "mon_none" })).toEqual([]);
  });
});

describe("a pause", () => {
  it("with an end resumes by itself, and asks all regions then", () => {
    const world = healthy();
    const until = world.now + 10 * MINUTE;
    world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana", until });
    expect(nextTimer(world.state)).toBe(until);
    world.pass(10 * MINUTE - 1);
    expect(statusOf(world)).toBe("paused");
    world.pass(1);
    expect(statusOf(world)).toBe("new");
    expect(asksOf(world).map(({ region }) => region)).toEqual(API.regions);
  });

  it("without one lasts, and can be given one later", () => {
    const world = healthy();
    world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana" });
    expect(nextTimer(world.state)).toBeNull();
    world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana", until: world.now + MINUTE });
    world.pass(MINUTE);
    expect(statusOf(world)).toBe("new");
  });

  it("that would be over already is none", () => {
    const world = healthy();
    expect(world.do({ kind: "pause", what: "monitor", id: API.id, by: "ana", until: world.now })).toEqual([]);
  });
});

describe("drop region", () => {
  it("ends REGIONAL and asks the others alone, until the monitor is edited", () => {
    const world = healthy();
    world.passChecking(12 * MINUTE, failsFrom("apac"));
    expect(incidentsInOrder(world.state)).toMatchObject([{ kind: "regional", state: "open" }]);
    world.do({ kind: "drop region", monitor: API.id, region: "apac" });
    expect(incidentsInOrder(world.state)).toMatchObject([{ state: "resolved" }]);
    const asked = new Set<string>();
    world.passChecking(10 * MINUTE, ({ region }) => {
      asked.add(region);
      return { result: "pass" };
    });
    expect(asked).toEqual(new Set(["weur", "enam"]));
    const config = teamOf([memberNamed("ana")], { monitors: [{ ...API, revision: 2 }], version: 2 });
    world.do({ kind: "configure", config });
    expect(asksOf(world).map(({ region }) => region)).toEqual(API.regions);
  });

  it("leaves two regions at least", () => {
    const world = healthy();
    world.do({ kind: "drop region", monitor: API.id, region: "apac" });
    expect(world.do({ kind: "drop region", monitor: API.id, region: "enam" })).toEqual([]);
  });
});
