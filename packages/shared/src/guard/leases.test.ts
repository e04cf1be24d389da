import { describe, expect, it } from "vitest";
import { NIGHT } from "../team/testing/team-config.ts";
import { HOUR, MINUTE, SECOND } from "../time.ts";
import { codes, GuardWorld, needs, NIGHTLY, rid } from "./guard-world.testing.ts";
import { leaseStatus } from "./lease-status.ts";
import { expireLease, freedByPing, releaseLease, revokeLease, runningOn } from "./leases.ts";
import { guardsOn } from "./on-target.ts";

const onBackup = { quietSeconds: 0, requires: [needs("heartbeat", NIGHTLY.id)] };
const backup = { kind: "heartbeat" as const, id: NIGHTLY.id };

/** A world whose guard has said "go" to run 1. */
function leased(): GuardWorld {
  const world = new GuardWorld(onBackup);
  world.ping(NIGHTLY.pingId);
  world.ask({ rid: rid(1) });
  return world;
}

describe("a lease", () => {
  it("is answered as the contract says, for the guard's time or the wanted one", () => {
    const world = new GuardWorld({ quietSeconds: 0 });
    expect(world.ask({ rid: rid(1) }).body).toEqual({
      decision: "go",
      guard: "prune-backups",
      lease: { id: "lease_1", seq: 1, rid: rid(1), expires_at: "2026-01-09T01:00:00.000Z" },
      checked: [],
    });
    world.record([releaseLease(world.memory, rid(1), "release")]);
    expect(world.ask({ rid: rid(2), ttlSeconds: 60 }).body).toMatchObject({
      lease: { id: "lease_2", seq: 2, expires_at: "2026-01-09T00:01:00.000Z" },
    });
  });

  it("keeps every other run out, and says who holds it", () => {
    const world = leased();
    const hold = world.ask({ rid: rid(2) });
    expect(hold).toMatchObject({ status: 423, text: `hold: prune-backups is held by run ${rid(1)} until 02:00` });
    expect(hold.body).toEqual({
      decision: "hold",
      reasons: [
        {
          code: "lease_held",
          target: "prune-backups",
          since: "2026-01-09T00:00:00.000Z",
          text: `prune-backups is held by run ${rid(1)} until 02:00`,
        },
      ],
      retry_after: 3_600,
      holder: rid(1),
      expires_at: "2026-01-09T01:00:00.000Z",
    });
    expect(world.ask().status).toBe(423);
  });

  it("stays the same for its run, and ends when it would have ended", () => {
    const world = leased();
    const first = world.memory.lease;
    world.pass(30 * MINUTE);
    const again = world.ask({ rid: rid(1).toUpperCase(), ttlSeconds: 86_400 });
    expect(again).toMatchObject({ status: 200, events: [] });
    expect(world.memory.lease).toBe(first);
  });

  it("is free after a release, or a success or fail ping of its run, and only then", () => {
    for (const type of ["success", "fail"] as const) {
      const world = leased();
      const states = { [world.guard.id]: world.memory };
      expect(freedByPing(states, type, rid(2))).toEqual([]);
      expect(freedByPing(states, type, null)).toEqual([]);
      expect(freedByPing(states, "log", rid(1))).toEqual([]);
      expect(freedByPing(states, "start", rid(1))).toEqual([]);
      const freed = freedByPing(states, type, rid(1));
      expect(freed).toMatchObject([{ guard: world.guard.id, event: { kind: "guard.freed", data: { by: type } } }]);
      world.record(freed.map(({ event }) => event));
      expect(world.ask({ rid: rid(2) }).status).toBe(200);
    }
    const world = leased();
    expect(releaseLease(world.memory, rid(2), "release")).toBeNull();
    expect(releaseLease(world.memory, rid(1), "release")).not.toBeNull();
  });

  it("runs out at its end, not before; the next to ask gets a new one", () => {
    const world = leased();
    world.now += HOUR - 1;
    expect(expireLease(world.memory, world.now)).toBeNull();
    expect(world.decide({ rid: rid(2) }).status).toBe(423);
    world.now += 1;
    const go = world.ask({ rid: rid(2) });
    expect(go.events.map(({ kind }) => kind)).toEqual(["guard.expired", "guard.leased"]);
    expect(world.memory).toMatchObject({ seq: 2, lapsed: { id: "lease_1", rid: rid(1), at: NIGHT + HOUR } });
    world.record([releaseLease(world.memory, rid(2), "release")]);
    expect(world.memory.lapsed).toBeNull();
  });
});

describe("a condition that breaks while the lease is held", () => {
  it("revokes it: its run hears so, and nobody else may run meanwhile", () => {
    const world = leased();
    expect(revokeLease(world.scene, world.memory)).toBeNull();
    world.ping(NIGHTLY.pingId, "fail");
    const revoked = revokeLease(world.scene, world.memory);
    expect(revoked).toMatchObject({
      kind: "guard.revoked",
      data: { lease: "lease_1", reasons: [{ code: "target_down" }, {}, {}] },
    });
    world.record([revoked]);
    expect(revokeLease(world.scene, world.memory)).toBeNull();
    world.ping(NIGHTLY.pingId);
    const again = world.decide({ rid: rid(1) });
    expect(again.status).toBe(409);
    expect(codes(again)).toContain("target_down");
    expect(world.decide({ rid: rid(2) }).status).toBe(423);
    expect(leaseStatus(world.scene, world.memory, "lease_1").text).toMatch(/^hold: backup is down since 01:00/);
  });

  it("covers what only the request asked for", () => {
    const world = new GuardWorld({ quietSeconds: 0 });
    world.ping(NIGHTLY.pingId);
    world.ask({ rid: rid(1), require: ["backup"] });
    expect(runningOn([world.guard], { [world.guard.id]: world.memory }, backup, world.now, "UTC")).toHaveLength(1);
    world.ping(NIGHTLY.pingId, "fail");
    expect(revokeLease(world.scene, world.memory)).not.toBeNull();
  });

  it("is found when the run asks again, and recorded with the hold", () => {
    const world = leased();
    world.ping(NIGHTLY.pingId, "fail");
    const { status, events } = world.ask({ rid: rid(1) });
    expect(status).toBe(409);
    expect(events.map(({ kind }) => kind)).toEqual(["guard.revoked", "guard.held"]);
  });

  it("is not what a new name or new numbers of the run bring up", () => {
    const rules = [{ kind: "fact", metric: "deleted", op: "<=", value: 10 }] as const;
    const world = new GuardWorld({ quietSeconds: 0, rules: [...rules] });
    world.ask({ rid: rid(1), facts: { deleted: 1 } });
    const { status, events } = world.ask({ rid: rid(1), facts: { deleted: 11 }, require: ["nope"] });
    expect(status).toBe(409);
    expect(events.map(({ kind }) => kind)).toEqual(["guard.held"]);
    expect(world.decide({ rid: rid(1), facts: { deleted: 2 } }).status).toBe(200);
  });
});

describe("what a wrapper hears of its lease", () => {
  it("is ok while all is well", () => {
    const world = leased();
    expect(leaseStatus(world.scene, world.memory, "lease_1")).toMatchObject({
      status: 200,
      body: { guard: "prune-backups", lease: { id: "lease_1", rid: rid(1) } },
      events: [],
    });
  });

  it("finds by itself what no event announces, and the lease's end", () => {
    const world = new GuardWorld({ quietSeconds: 0, requires: [needs("heartbeat", NIGHTLY.id, 600)] });
    world.ping(NIGHTLY.pingId);
    world.ask({ rid: rid(1) });
    world.now += 10 * MINUTE + SECOND;
    const status = leaseStatus(world.scene, world.memory, "lease_1");
    expect(status).toMatchObject({ status: 409, body: { reasons: [{ code: "stale" }] } });
    expect(status.events.map(({ kind }) => kind)).toEqual(["guard.revoked"]);
    world.now += HOUR;
    const late = leaseStatus(world.scene, world.memory, "lease_1");
    expect(late).toMatchObject({ status: 409, text: "hold: lease_1 ran out at 02:00" });
    expect(late.events.map(({ kind }) => kind)).toEqual(["guard.expired"]);
  });

  it("is 409 once the lease is over and 404 when there never was one", () => {
    const world = leased();
    world.record([releaseLease(world.memory, rid(1), "release")]);
    expect(leaseStatus(world.scene, world.memory, "lease_1")).toMatchObject({
      status: 409,
      text: "hold: lease_1 is over",
    });
    for (const id of ["lease_2", "lease_0", "lease_", "lease_01", "lease_1x", "1", ""])
      expect(leaseStatus(world.scene, world.memory, id).status).toBe(404);
  });
});

describe("what incidents and pages of a target say", () => {
  it("names the job that runs on it", () => {
    const world = leased();
    const states = (): Record<string, typeof world.memory> => ({ [world.guard.id]: world.memory });
    expect(runningOn([world.guard], states(), backup, world.now, "Europe/Vienna")).toEqual([
      "prune-backups is running since 01:00",
    ]);
    expect(runningOn([world.guard], states(), { kind: "monitor", id: "mon_api" }, world.now, "UTC")).toEqual([]);
    world.record([releaseLease(world.memory, rid(1), "release")]);
    expect(runningOn([world.guard], states(), backup, world.now, "UTC")).toEqual([]);
  });

  it("shows which guards ask for it and what they held back because of it", () => {
    const world = new GuardWorld({ ...onBackup, requires: [...onBackup.requires, needs("monitor", "mon_api")] });
    world.ask({ rid: rid(1) });
    const on = (id: string): unknown =>
      guardsOn([world.guard], { [world.guard.id]: world.memory }, world.state, { kind: "heartbeat", id }, world.now);
    expect(on(NIGHTLY.id)).toMatchObject([{ asks: true, guards: false, lease: null, heldBack: [{ rid: rid(1) }] }]);
    expect(on("hb_prune")).toEqual([]);
    world.guard = { ...world.guard, slug: "prune" };
    expect(on("hb_prune")).toMatchObject([{ asks: false, guards: true, heldBack: [{ rid: rid(1) }] }]);
  });
});
