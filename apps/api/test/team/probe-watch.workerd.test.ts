import type { MonitorSettings } from "@nightbell/shared/check/settings";
import { API, memberNamed, NIGHT, rotaOf, teamOf } from "@nightbell/shared/team/testing/team-config";
import { TeamWorld } from "@nightbell/shared/team/testing/team-world";
import { SECOND } from "@nightbell/shared/time";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import { beforeEach, expect, test } from "vitest";
import { ProbeWatch } from "../../src/team/probe-watch.ts";
import { PrivateProbes } from "../../src/team/private-probes.ts";
import { incidentsInOrder } from "@nightbell/shared/team/incident-table";

const CELLAR = "prb_01k000000000000000000000000" as const;
const HELLO = { publicKey: "key", build: "1", hostname: "cellar", skewMs: 0 };
const inside: MonitorSettings = { ...API, regions: [CELLAR], intervalSeconds: 30 };
const config = {
  ...teamOf([memberNamed("ana")], { monitors: [inside], rotas: [rotaOf([{ from: 0, users: ["ana"] }])] }),
  probes: [{ id: CELLAR, name: "Cellar", keyHash: "0".repeat(64), createdAt: NIGHT }],
};

let notes: Map<string, string>;
let probes: PrivateProbes;
let watch: ProbeWatch;
let world: TeamWorld;

/** As the object does: whatever the watch has to say is carried out. */
const look = (): void => {
  for (const command of watch.commands(world.state, world.now, world.now)) world.do(command);
};
const wake = (): void => {
  probes = new PrivateProbes(
    { get: (key) => notes.get(key) ?? null, set: (key, value) => notes.set(key, value) },
    world.now,
  );
  watch = new ProbeWatch(probes);
};
const hear = (skewMs = 0): void => {
  probes.hear(CELLAR, { ...HELLO, skewMs }, world.now);
  look();
};
const pass = (ms: number): void => {
  world.now += ms;
  look();
};
const incidents = (): string[] => incidentsInOrder(world.state).map(({ key, state: is }) => `${key} ${is}`);
const status = () => monitorOf(world.state, inside.id)?.status;

beforeEach(() => {
  notes = new Map();
  world = new TeamWorld(config, NIGHT);
  wake();
});

test("three polls that did not come make it silent: an incident of its own, and its monitors are unknown, not down", () => {
  hear();
  world.passChecking(SECOND, () => ({ result: "pass" }));
  expect(status()).toBe("up");
  pass(74 * SECOND);
  expect(incidents()).toEqual([]);
  pass(1);
  expect(incidents()).toEqual([`probe:${CELLAR} open`]);
  expect(incidentsInOrder(world.state)[0]).toMatchObject({
    urgency: "high",
    title: expect.stringContaining("Cellar is silent"),
  });
  world.passChecking(SECOND, () => ({ result: "fail" }));
  expect(status()).toBe("unknown");
  pass(600 * SECOND);
  expect(incidents()).toHaveLength(1);
});

test("one that asks again closes its incident and sees at once", () => {
  hear();
  pass(80 * SECOND);
  hear();
  expect(incidents()).toEqual([`probe:${CELLAR} resolved`]);
  expect(world.state.blind).toEqual({});
});

test("a clock that is more than 30 s off counts as silence does, and says so", () => {
  hear(30_000);
  expect(incidents()).toEqual([]);
  hear(-30_001);
  expect(incidentsInOrder(world.state)[0]?.title).toContain("clock that is more than 30 s off");
  expect(world.state.blind).toHaveProperty(CELLAR);
});

test("one that was only registered blinds its monitors and rings nobody", () => {
  pass(80 * SECOND);
  expect(world.state.blind).toHaveProperty(CELLAR);
  expect(incidents()).toEqual([]);
});

test("a restart forgives no silence: it counts anew, and one that was ever heard is missed", () => {
  hear();
  wake();
  pass(75 * SECOND);
  expect(incidents()).toEqual([]);
  pass(1);
  expect(incidents()).toEqual([`probe:${CELLAR} open`]);
});

test("a restart in a silence ends it when the probe is heard", () => {
  hear();
  pass(80 * SECOND);
  wake();
  hear();
  expect(incidents()).toEqual([`probe:${CELLAR} resolved`]);
});

test("deleting a silent probe closes its incident", () => {
  hear();
  pass(80 * SECOND);
  world.do({ kind: "configure", config: { ...config, version: 2, monitors: [], probes: [] } });
  look();
  expect(incidents()).toEqual([`probe:${CELLAR} resolved`]);
});

test("it is looked at when the first silence is due", () => {
  hear();
  expect(watch.due(world.state, world.now)).toBe(world.now + 75_001);
});
