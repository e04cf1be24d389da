import { describe, expect, it } from "vitest";
import { monitorOf, putMonitors } from "../team/monitor-table.ts";
import { MINUTELY, NIGHT } from "../team/testing/team-config.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { codes, GuardWorld, needs, NIGHTLY, PRUNE } from "./guard-world.testing.ts";
import type { GuardSettings } from "./settings.ts";

const CALM = { quietSeconds: 0 };
const backup = (maxAge: number | null = null): Partial<GuardSettings> => ({
  ...CALM,
  requires: [needs("heartbeat", NIGHTLY.id, maxAge)],
});
const api = (maxAge: number | null = null): Partial<GuardSettings> => ({
  ...CALM,
  requires: [needs("monitor", "mon_api", maxAge)],
});

describe("a required heartbeat", () => {
  it("lets the job run while it is up and fresh", () => {
    const world = new GuardWorld(backup());
    world.ping(NIGHTLY.pingId);
    expect(world.ask()).toMatchObject({
      status: 200,
      text: "go",
      body: { checked: [{ target: "backup", kind: "heartbeat" }] },
    });
  });

  it("holds while it is new, paused or gone", () => {
    const world = new GuardWorld(backup());
    expect(world.ask().text).toBe("hold: backup has not run yet");
    world.ping(NIGHTLY.pingId);
    world.do({ kind: "pause", what: "heartbeat", id: NIGHTLY.id, by: "ana" });
    expect(world.ask().text).toBe("hold: backup is paused since 01:00");
    world.guard = { ...world.guard, requires: [needs("heartbeat", "hb_gone")] };
    expect(world.ask().text).toBe("hold: there is no heartbeat hb_gone");
    expect(world.memory.recent.map(({ reasons }) => reasons[0]?.code)).toEqual([
      "target_unknown",
      "target_unknown",
      "target_unknown",
    ]);
  });

  it("holds once it is late, and once it is down", () => {
    const world = new GuardWorld(backup());
    world.ping(NIGHTLY.pingId);
    world.pass(2 * HOUR + MINUTE);
    expect(world.ask().text).toBe("hold: backup is late since 03:00");
    expect(codes(world.ask())).toEqual(["target_late"]);
    world.pass(HOUR);
    const hold = world.ask();
    expect(codes(hold)).toEqual(["target_down", "incident_open", "page_unacked"]);
    expect(hold.text).toMatch(
      /^hold: backup is down since 03:30; backup has an open incident since 03:30; nobody has /,
    );
  });

  it("holds a passed limit that was not detected yet, also where the tolerance will absorb it", () => {
    const world = new GuardWorld(backup());
    world.ping(NIGHTLY.pingId);
    world.now += 4 * HOUR;
    expect(codes(world.decide())).toEqual(["target_down"]);
    const tolerant = new GuardWorld(backup(2 * DAY));
    tolerant.edit({ failureTolerance: 1, maxRunSeconds: 7_200 });
    tolerant.ping(NIGHTLY.pingId);
    tolerant.ping(NIGHTLY.pingId, "start");
    tolerant.now += 3 * HOUR;
    expect(codes(tolerant.decide())).toEqual(["target_late"]);
    tolerant.pass(MINUTE);
    expect(codes(tolerant.decide())).toContain("degraded");
  });

  it("holds when the last success is too old, by the guard's own limit", () => {
    const world = new GuardWorld(backup(3_600));
    world.ping(NIGHTLY.pingId);
    world.pass(HOUR);
    expect(world.decide().status).toBe(200);
    world.pass(SECOND);
    expect(world.decide()).toMatchObject({
      text: "hold: the last success of backup is 1 h old, at most 1 h allowed",
      body: { reasons: [{ code: "stale", target: "backup", since: new Date(NIGHT + HOUR).toISOString() }] },
    });
  });

  it("takes interval and grace as the default age: a run that takes long does not hide an old success", () => {
    const world = new GuardWorld(backup());
    world.edit({ maxRunSeconds: 36_000 });
    // Beyond a day, what was never pinged would page.
    for (const id of [MINUTELY.id, PRUNE.id]) world.do({ kind: "pause", what: "heartbeat", id, by: "ana" });
    world.ping(NIGHTLY.pingId, "success", { receivedAt: NIGHT });
    world.pass(2 * HOUR);
    world.ping(NIGHTLY.pingId);
    world.pass(DAY - MINUTE);
    world.ping(NIGHTLY.pingId, "start");
    world.pass(31 * MINUTE);
    expect(world.decide().text).toBe("go");
    world.pass(MINUTE);
    expect(codes(world.decide())).toEqual(["stale"]);
  });

  it("may be the job's own: that it is due is why it asks", () => {
    const world = new GuardWorld({ ...CALM, requires: [needs("heartbeat", PRUNE.id)] }, PRUNE.slug);
    world.ping(PRUNE.pingId);
    world.pass(3 * HOUR + 31 * MINUTE);
    expect(world.decide().status).toBe(200);
    world.guard = { ...world.guard, slug: "another-job" };
    expect(codes(world.decide())).toEqual(["target_late"]);
    world.guard = { ...world.guard, slug: PRUNE.slug };
    world.pass(HOUR);
    expect(codes(world.decide())).toContain("target_down");
  });
});

describe("a required monitor", () => {
  it("must be up and seen within five minutes, unless the guard says otherwise", () => {
    const world = new GuardWorld(api());
    expect(codes(world.decide())).toEqual(["target_unknown"]);
    world.checkAll();
    world.pass(MINUTE);
    world.checkAll();
    expect(world.decide().status).toBe(200);
    world.now += 5 * MINUTE + SECOND;
    expect(world.decide().text).toMatch(/^hold: the last result of api is 5 min .* old, at most 5 min allowed$/);
    world.guard = { ...world.guard, ...api(600) };
    expect(world.decide().status).toBe(200);
  });

  it("holds while it is suspect, down, paused or gone", () => {
    const world = new GuardWorld(api());
    world.checkAll();
    world.pass(MINUTE);
    const state = monitorOf(world.state, "mon_api");
    if (!state) throw new Error("the monitor has no state");
    const standing = (change: Partial<typeof state>): string[] => {
      world.state = {
        ...world.state,
        monitors: putMonitors(world.state.monitors, [
          ["mon_api", { ...state, status: "up", lastVoteAt: world.now, ...change }],
        ]),
      };
      return codes(world.decide());
    };
    expect(standing({})).toEqual([]);
    expect(standing({ status: "suspect", beneath: "up" })).toEqual(["degraded"]);
    expect(standing({ status: "suspect", beneath: "down" })).toEqual(["target_down"]);
    expect(standing({ status: "down" })).toEqual(["target_down"]);
    expect(standing({ status: "unknown" })).toEqual(["target_unknown"]);
    expect(standing({ status: "paused" })).toEqual(["target_unknown"]);
    expect(standing({ watched: ["weur"] })).toEqual(["degraded"]);
    expect(standing({ lastVoteAt: null })).toEqual(["stale"]);
    world.guard = { ...world.guard, requires: [needs("monitor", "mon_gone")] };
    expect(codes(world.decide())).toEqual(["target_unknown"]);
  });
});

describe("incidents and pages", () => {
  it("keep the job held until the quiet time after the last one is over", () => {
    const world = new GuardWorld({ requires: [needs("heartbeat", NIGHTLY.id)] });
    world.ping(NIGHTLY.pingId, "fail", { exitCode: 3 });
    world.pass(MINUTE);
    world.ping(NIGHTLY.pingId);
    const hold = world.decide();
    expect(hold).toMatchObject({ text: "hold: backup had an incident until 01:01: quiet until 01:31", status: 409 });
    expect(hold.body).toMatchObject({ retry_after: 1_800 });
    world.pass(30 * MINUTE - 1);
    expect(codes(world.decide())).toEqual(["quiet"]);
    world.pass(1);
    expect(world.decide().status).toBe(200);
  });

  it("hold every job while a page rings that nobody has acknowledged, also about another thing", () => {
    const world = new GuardWorld(backup());
    world.ping(NIGHTLY.pingId);
    world.fail("db");
    expect(world.decide().text).toBe("hold: nobody has acknowledged the page about db since 01:00");
    world.act("ana", { kind: "ack" });
    expect(world.decide().status).toBe(200);
  });
});

describe("what is around", () => {
  it("holds in a freeze and while we are blind", () => {
    const world = new GuardWorld(CALM);
    expect(world.decide().status).toBe(200);
    world.around = { frozen: "release week", blind: { since: NIGHT } };
    expect(world.decide().text).toBe(
      "hold: frozen: release week; Nightbell has not been able to hear pings since 01:00",
    );
    expect(codes(world.decide())).toEqual(["freeze", "blind"]);
  });
});

describe("names in a request", () => {
  it("add what they mean: by slug, name or id, and all of several", () => {
    const world = new GuardWorld(CALM);
    world.ping(NIGHTLY.pingId);
    expect(world.decide({ require: ["backup"] }).status).toBe(200);
    expect(world.decide({ require: [NIGHTLY.id] }).status).toBe(200);
    expect(world.decide({ require: ["backup", "api"] }).text).toMatch(/^hold: api has no verdict yet/);
    expect(world.decide({ require: ["nope"] }).text).toBe(
      'hold: nothing is called "nope": name a heartbeat or a monitor of this team',
    );
    expect(codes(world.decide({ require: [""] }))).toEqual(["target_unknown"]);
  });
});
