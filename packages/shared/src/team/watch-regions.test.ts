import { describe, expect, it } from "vitest";
import { checkSpec } from "../check/spec/spec.ts";
import type { Ask } from "../check/round.ts";
import { MINUTE, SECOND } from "../time.ts";
import { monitorEntries, monitorOf } from "./monitor-table.ts";
import { API, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld, type Answer } from "./testing/team-world.ts";
import { blindRegions } from "./watch-regions.ts";
import { incidentsInOrder } from "./incident-table.ts";

const pass: Answer = { result: "pass" };
const fail: Answer = { result: "fail" };

/** Monitors on ten domains. */
function teamOf30(): TeamWorld {
  const monitors = Array.from({ length: 30 }, (_, n) => ({
    ...API,
    id: `mon_${String(n).padStart(2, "0")}`,
    name: `site ${n}`,
    everyRegion: true,
    check: checkSpec.parse({ type: "http", url: `https://www.site${n % 10}.example/` }),
  }));
  const world = new TeamWorld(teamOf([memberNamed("ana")], { monitors }), NIGHT);
  world.passChecking(3 * MINUTE, () => pass);
  return world;
}

const from =
  (region: string) =>
  (ask: Ask): Answer =>
    ask.region === region ? fail : pass;
const incidents = (world: TeamWorld) => incidentsInOrder(world.state);

describe("a region that sees trouble everywhere, alone", () => {
  it("is blind by comparison: its failures are void, and nobody hears of it", () => {
    const world = teamOf30();
    world.passChecking(10 * MINUTE, from("apac"));
    expect(world.state.blind).toMatchObject({ apac: { why: "comparison" } });
    expect(blindRegions(world.state)).toEqual(["apac"]);
    expect(incidents(world)).toEqual([]);
  });

  it("is not taken back within two minutes, though its control targets answer", () => {
    const world = teamOf30();
    world.passChecking(2 * MINUTE, from("apac"));
    const since = world.state.blind.apac?.since ?? 0;
    world.do({ kind: "sight", region: "apac", sighted: true });
    expect(blindRegions(world.state)).toEqual(["apac"]);
    world.now = since + 2 * MINUTE;
    world.do({ kind: "sight", region: "apac", sighted: true });
    expect(blindRegions(world.state)).toEqual([]);
  });
});

it("an outage of all sites is down, and no region is blamed", () => {
  const world = teamOf30();
  world.passChecking(2 * MINUTE, () => fail);
  expect(world.state.blind).toEqual({});
  expect(incidents(world).filter(({ kind }) => kind === "down")).toHaveLength(30);
});

describe("what the whole team knows of a region", () => {
  it("is one event, however many monitors it has", () => {
    const world = teamOf30();
    const before = world.log.length;
    world.do({ kind: "sight", region: "weur", sighted: false });
    world.do({ kind: "sight", region: "weur", sighted: false });
    expect(world.log.slice(before).map(({ kind }) => kind)).toEqual(["region.blinded"]);
    expect(monitorEntries(world.state).every(([, { blind }]) => blind.weur === world.now)).toBe(true);
    world.do({ kind: "sight", region: "weur", sighted: true });
    expect(world.log.slice(before).map(({ kind }) => kind)).toEqual(["region.blinded", "region.sighted"]);
    expect(monitorEntries(world.state).every(([, { blind }]) => blind.weur === undefined)).toBe(true);
  });

  it("leaves monitors unknown only when two regions are blind", () => {
    const world = teamOf30();
    const statuses = () => new Set(monitorEntries(world.state).map(([, { status }]) => status));
    world.do({ kind: "sight", region: "weur", sighted: false });
    world.passChecking(SECOND, () => pass);
    expect(statuses()).toEqual(new Set(["up"]));
    world.do({ kind: "sight", region: "enam", sighted: false });
    world.passChecking(SECOND, () => pass);
    expect(statuses()).toEqual(new Set(["unknown"]));
  });

  it("by the operator's word only ends by it", () => {
    const world = teamOf30();
    world.do({ kind: "sight", region: "weur", sighted: false, why: "operator" });
    world.do({ kind: "sight", region: "weur", sighted: true });
    expect(world.state.blind).toMatchObject({ weur: { why: "operator" } });
    expect(blindRegions(world.state)).toEqual([]);
    world.do({ kind: "sight", region: "weur", sighted: true, why: "operator" });
    expect(world.state.blind).toEqual({});
  });

  it("is told to a monitor that is made meanwhile", () => {
    const world = teamOf30();
    world.do({ kind: "sight", region: "weur", sighted: false });
    world.do({ kind: "configure", config: teamOf([memberNamed("ana")], { monitors: [API], version: 2 }) });
    expect(monitorOf(world.state, API.id)?.blind).toMatchObject({ weur: world.state.blind.weur?.since });
  });
});

it("a private probe that is silent makes its monitors unknown, never down, and the operator is not called", () => {
  const probe = "prb_01k000000000000000000000000" as const;
  const inner = { ...API, regions: [probe] };
  const world = new TeamWorld(teamOf([memberNamed("ana")], { monitors: [inner] }), NIGHT);
  world.passChecking(3 * MINUTE, () => pass);
  expect(monitorOf(world.state, API.id)?.status).toBe("up");
  world.do({ kind: "sight", region: probe, sighted: false });
  world.passChecking(MINUTE, () => pass);
  expect(monitorOf(world.state, API.id)?.status).toBe("unknown");
  expect(world.log.map(({ kind }) => kind)).not.toContain("operator.called");
  world.do({ kind: "sight", region: probe, sighted: true });
  world.passChecking(2 * MINUTE, () => pass);
  expect(monitorOf(world.state, API.id)?.status).toBe("up");
  world.passChecking(3 * MINUTE, () => fail);
  expect(incidentsInOrder(world.state)).toMatchObject([{ kind: "down", urgency: "high" }]);
});
