import { describe, expect, it } from "vitest";
import { NIGHT } from "../team/testing/team-config.ts";
import { DAY, HOUR } from "../time.ts";
import { GuardWorld, needs, rid } from "./guard-world.testing.ts";
import { guardFindings, HELD_TO_PAGE, nextGuardDue, passGuardTime, type GuardFinding } from "./holds.ts";
import { releaseLease } from "./leases.ts";
import { ENTRIES_KEPT } from "./state.ts";

const held = (): GuardWorld => new GuardWorld({ requires: [needs("heartbeat", "hb_backup")] });
const findings = (world: GuardWorld): GuardFinding[] =>
  guardFindings(world.guard, world.memory, world.now, "Europe/Vienna");

describe("a job that is held", () => {
  it("warns from the third time in a row on, until it may run", () => {
    const world = held();
    world.ask();
    world.ask();
    expect(findings(world)).toEqual([]);
    world.ask({ dry: true });
    expect(findings(world)).toEqual([]);
    world.ask();
    expect(findings(world)).toEqual([
      {
        rule: "held",
        kind: "warn",
        since: NIGHT,
        text: "prune-backups was held 3 times in a row: backup has not run yet",
      },
    ]);
    world.ping("a0b1c2d3-e4f5-4a6b-8c7d-000000000001");
    expect(world.ask().status).toBe(200);
    expect(findings(world)).toEqual([]);
    expect(world.memory).toMatchObject({ holdsInRow: 0, heldSince: null });
  });

  it("pages once it has been held for more than 48 hours, and once only", () => {
    const world = held();
    world.ask();
    expect(nextGuardDue(world.memory)).toBe(NIGHT + HELD_TO_PAGE + 1);
    world.now = NIGHT + HELD_TO_PAGE;
    world.ask();
    expect(passGuardTime(world.memory, world.now)).toEqual([]);
    expect(findings(world)).toEqual([]);
    world.now += 1;
    world.record(passGuardTime(world.memory, world.now));
    expect(world.told.at(-1)).toEqual({ kind: "guard.overdue", data: { since: NIGHT } });
    expect(findings(world)).toEqual([
      {
        rule: "held",
        kind: "page",
        since: NIGHT,
        text: "prune-backups has not run for 2 d, its guard holds it: backup has not run yet",
      },
    ]);
    expect(nextGuardDue(world.memory)).toBeNull();
    expect(passGuardTime(world.memory, world.now + DAY)).toEqual([]);
  });

  it("is no clean-up that stopped, where another run of it holds the lease", () => {
    const world = new GuardWorld();
    world.ask({ rid: rid(1) });
    world.ask({ rid: rid(2) });
    world.record([releaseLease(world.memory, rid(1), "release")]);
    expect(nextGuardDue(world.memory)).toBeNull();
    expect(world.memory).toMatchObject({ holdsInRow: 1, heldSince: null });
  });

  it("keeps the list of decisions short", () => {
    const world = held();
    for (let n = 0; n < ENTRIES_KEPT + 5; n++) world.ask({ rid: rid(n) });
    expect(world.memory.recent).toHaveLength(ENTRIES_KEPT);
    expect(world.memory.recent[0]?.rid).toBe(rid(ENTRIES_KEPT + 4));
  });
});

describe("a lease that nobody gives back", () => {
  it("needs attention from its end on, until one is given back", () => {
    const world = new GuardWorld();
    world.ask({ rid: rid(1) });
    expect(nextGuardDue(world.memory)).toBe(NIGHT + HOUR);
    world.now = NIGHT + HOUR;
    world.record(passGuardTime(world.memory, world.now));
    expect(nextGuardDue(world.memory)).toBeNull();
    const text = "prune-backups did not say that it ended: its lease ran out at 02:00";
    expect(findings(world)).toEqual([{ rule: "lapsed", kind: "warn", since: NIGHT + HOUR, text }]);
    world.ask({ rid: rid(2) });
    expect(findings(world)).toHaveLength(1);
    world.record([releaseLease(world.memory, rid(2), "success")]);
    expect(findings(world)).toEqual([]);
  });

  it("is told in the order of time with what else was due", () => {
    const world = held();
    world.ask();
    const lease = { id: "lease_1", seq: 1, rid: rid(1), grantedAt: NIGHT, targets: [], revoked: null };
    const kinds = (expiresAt: number): string[] =>
      passGuardTime({ ...world.memory, lease: { ...lease, expiresAt } }, NIGHT + 4 * DAY).map(({ kind }) => kind);
    expect(kinds(NIGHT + HOUR)).toEqual(["guard.expired", "guard.overdue"]);
    expect(kinds(NIGHT + 3 * DAY)).toEqual(["guard.overdue", "guard.expired"]);
  });
});
