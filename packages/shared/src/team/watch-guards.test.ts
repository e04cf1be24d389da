import { describe, expect, test } from "vitest";
import type { GuardDecision } from "../guard/decide-guard.ts";
import { guardNamed, needs, NIGHTLY, PRUNE, rid } from "../guard/guard-world.testing.ts";
import type { GuardRequest } from "../guard/request.ts";
import type { GuardSettings } from "../guard/settings.ts";
import { HOUR, MINUTE } from "../time.ts";
import { attentionOf } from "../views/attention.ts";
import { guardListOf } from "../views/guard.ts";
import { heartbeatDetailOf } from "../views/heartbeat.ts";
import { incidentDetailOf, incidentViewOf } from "../views/incident.ts";
import { memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld } from "./testing/team-world.ts";
import { upgraded } from "./upgrade.ts";
import { answerAsk } from "./watch-guards.ts";
import { incidentsInOrder } from "./incident-table.ts";

/** A guard within a team: what its questions, other events and time come to. Spec "heartbeats" §7. */

const GUARD = guardNamed("prune-backups", { requires: [needs("heartbeat", NIGHTLY.id)] });
const PLACE = { factor: 1, pingBase: "https://ping.example", mailDomain: "", mayOperate: true };

class World extends TeamWorld {
  constructor(guards: GuardSettings[] = [GUARD]) {
    super(teamOf([memberNamed("ana")], { heartbeats: [NIGHTLY, PRUNE], guards }), NIGHT);
  }

  /** Answers as the shell does: of the state on which the question is then decided. */
  ask(n: number, change: Partial<GuardRequest> = {}): GuardDecision {
    const request = { rid: rid(n), ttlSeconds: null, require: [], facts: {}, dry: false, at: this.now, ...change };
    const asked = { kind: "ask guard", guard: GUARD.id, request, newRid: rid(999) } as const;
    const answer = answerAsk(this.state, asked);
    if (!answer) throw new Error("there is no such guard");
    this.do(asked);
    return answer;
  }

  get memory() {
    return this.state.guards[GUARD.id];
  }

  get guardIncidents() {
    return incidentsInOrder(this.state).filter(({ source }) => source.kind === "guard");
  }

  get view() {
    const [view] = guardListOf(this.state, this.now, PLACE).guards;
    if (!view) throw new Error("no guard is listed");
    return view;
  }
}

const healthy = (): World => {
  const world = new World();
  world.ping(NIGHTLY.pingId);
  return world;
};

describe("a question", () => {
  test("leases once, and what was answered is what is recorded", () => {
    const world = healthy();
    expect(world.ask(1)).toMatchObject({ status: 200, text: "go" });
    expect(world.memory).toMatchObject({ seq: 1, lease: { rid: rid(1) } });
    expect(world.ask(2)).toMatchObject({ status: 423 });
    expect(world.ask(1)).toMatchObject({ status: 200, body: { lease: { seq: 1 } } });
    expect(world.memory?.recent.map(({ decision }) => decision)).toEqual(["hold", "go"]);
  });

  test("that is dry, or about a guard that is gone, records nothing", () => {
    const world = healthy();
    const before = world.log.length;
    world.ask(1, { dry: true });
    world.do({ kind: "release lease", guard: "grd_gone", rid: rid(1) });
    expect(world.log).toHaveLength(before);
  });
});

describe("a lease", () => {
  test.each(["success", "fail"] as const)(
    "is given back by a %s with its run id, whatever heartbeat it is for",
    (action) => {
      const world = healthy();
      world.ask(1);
      world.ping(PRUNE.pingId, action, { runId: rid(2) });
      world.ping(PRUNE.pingId, "start", { runId: rid(1) });
      expect(world.memory?.lease).not.toBeNull();
      world.ping(PRUNE.pingId, action, { runId: rid(1) });
      expect(world.memory?.lease).toBeNull();
    },
  );

  test("is given back by a delayed report too", () => {
    const world = healthy();
    world.ask(1);
    world.ping(PRUNE.pingId, "fail", { runId: rid(1), late: true });
    expect(world.memory?.lease).toBeNull();
  });

  test("is revoked at once when a condition breaks, and incidents there say that the job runs", () => {
    const world = healthy();
    world.ask(1);
    world.ping(NIGHTLY.pingId, "fail");
    expect(world.memory?.lease?.revoked?.reasons[0]).toMatchObject({ code: "target_down" });
    const looked = world.do({ kind: "look at lease", guard: GUARD.id, lease: "lease_1", at: world.now });
    expect(looked).toEqual([]);
    const [id = ""] = incidentsInOrder(world.state).map(({ id }) => id);
    const detail = incidentDetailOf(world.state, id, world.now, PLACE, world.log);
    expect(detail?.running).toEqual([expect.stringMatching(/^prune-backups is running since /)]);
    expect(world.view.sentence).toMatch(/^Revoked: backup is down since .* Still leased by run /);
    world.act("ana", { kind: "resolve" });
    expect(incidentDetailOf(world.state, id, world.now, PLACE, world.log)?.running).toEqual([]);
  });

  test("that nobody gives back runs out by itself, and needs attention until one is given back", () => {
    const world = healthy();
    world.ask(1);
    world.pass(59 * MINUTE);
    expect(world.memory?.lease).not.toBeNull();
    world.pass(2 * MINUTE);
    expect(world.memory).toMatchObject({ lease: null, lapsed: { rid: rid(1) } });
    const lines = attentionOf(world.state, world.now).filter(({ kind }) => kind === "guard");
    expect(lines).toEqual([
      { kind: "guard", text: expect.stringContaining("did not say that it ended"), link: "/t/team_1/guards" },
    ]);
  });
});

describe("holds", () => {
  test("three in a row need attention, and the heartbeat's page says so", () => {
    const world = new World();
    for (let n = 1; n <= 2; n++) world.ask(n);
    const lines = () => attentionOf(world.state, world.now).filter(({ kind }) => kind === "guard");
    expect(lines()).toEqual([]);
    world.ask(3);
    expect(lines()).toMatchObject([
      { text: expect.stringContaining("was held 3 times in a row: backup has not run yet") },
    ]);
    expect(heartbeatDetailOf(world.state, NIGHTLY.id, world.now, PLACE)?.guards).toMatchObject([
      { slug: "prune-backups", asks: true, guards: false, lease: null, heldBack: [{}, {}, {}] },
    ]);
    expect(world.view).toMatchObject({
      state: "held",
      holdsInRow: 3,
      sentence: expect.stringMatching(/^Held back since /),
    });
  });

  test("for more than 48 h page once, until the job may run again", () => {
    const world = new World();
    world.ping(PRUNE.pingId);
    world.ask(1);
    world.do({ kind: "pause", what: "heartbeat", id: PRUNE.id, by: "ana" });
    world.do({ kind: "pause", what: "heartbeat", id: NIGHTLY.id, by: "ana" });
    world.pass(48 * HOUR);
    expect(world.guardIncidents).toEqual([]);
    world.pass(MINUTE);
    const [incident] = world.guardIncidents;
    expect(incident).toMatchObject({
      key: `guard:${GUARD.id}`,
      name: "prune-backups",
      state: "open",
      startedAt: NIGHT,
    });
    expect(incident && incidentViewOf(world.state, incident, world.now).source).toMatchObject({
      kind: "guard",
      id: GUARD.id,
    });
    expect(Object.values(world.state.pages)).toMatchObject([{ state: "firing" }]);
    expect(attentionOf(world.state, world.now).filter(({ kind }) => kind === "guard")).toEqual([]);
    world.pass(24 * HOUR);
    expect(world.guardIncidents).toHaveLength(1);

    world.act("ana", { kind: "ack" });
    world.do({ kind: "resume", what: "heartbeat", id: NIGHTLY.id, by: "ana" });
    world.ping(NIGHTLY.pingId);
    expect(world.ask(2).status).toBe(200);
    expect(world.guardIncidents).toMatchObject([{ state: "resolved" }]);
  });

  test("are forgotten with the guard, and so is the page about them", () => {
    const world = new World();
    world.ask(1);
    world.do({ kind: "pause", what: "heartbeat", id: NIGHTLY.id, by: "ana" });
    world.pass(49 * HOUR);
    expect(world.guardIncidents).toMatchObject([{ state: "open" }]);
    world.do({ kind: "configure", config: teamOf([memberNamed("ana")], { heartbeats: [NIGHTLY], version: 2 }) });
    expect(world.memory).toBeUndefined();
    expect(world.guardIncidents).toMatchObject([{ state: "resolved" }]);
  });
});

test("a team of before guards has none", () => {
  const { guards: _none, ...config } = teamOf([memberNamed("ana")]);
  const world = healthy();
  const old = { ...world.state, config: config as typeof world.state.config };
  expect(upgraded(old).config?.guards).toEqual([]);
});
