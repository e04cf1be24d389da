import { describe, expect, test } from "vitest";
import { memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { messageOf } from "./page-message.ts";

/** People around a page: owners that change, the backup human, turns that are announced, and storms. */

const PEOPLE = [memberNamed("ana"), memberNamed("ben")];
const TURNS = [rotaOf([{ from: NIGHT, users: ["ana"] }])];
const pageOf = ({ state }: TeamWorld) => Object.values(state.pages)[0];
const claimed = (world: TeamWorld, about: string) =>
  world.sends((send) => send.about === about && send.claimedAt !== null);

describe("the owner of a page", () => {
  const acked = (): TeamWorld => {
    const world = new TeamWorld(teamOf(PEOPLE, { rotas: TURNS }), NIGHT);
    world.fail("db");
    world.pass(MINUTE);
    world.act("ana", { kind: "ack" });
    world.pass(0);
    return world;
  };

  test("stays who it is when somebody else acks; they join, and are named", () => {
    const world = acked();
    world.act("ben", { kind: "ack" }, "sms");
    expect(pageOf(world)).toMatchObject({ state: "acked", acker: "ana", joined: ["ben"] });
  });

  test("changes when somebody takes over; who had it is told, and the half hour starts anew", () => {
    const world = acked();
    world.pass(20 * MINUTE);
    world.act("ben", { kind: "take over" });
    world.pass(0);
    expect(pageOf(world)).toMatchObject({ state: "acked", acker: "ben", ackedAt: world.now, ackFreshAt: world.now });
    expect(claimed(world, "status").map(({ user }) => user)).toContain("ana");
    world.pass(29 * MINUTE);
    expect(pageOf(world)?.state).toBe("acked");
    world.pass(MINUTE);
    expect(pageOf(world)).toMatchObject({ state: "firing", restarted: { why: "unacked", owner: "ben" } });
  });

  test("who takes over what nobody has simply has it", () => {
    const world = new TeamWorld(teamOf(PEOPLE, { rotas: TURNS }), NIGHT);
    world.fail("db");
    world.act("ben", { kind: "take over" });
    expect(pageOf(world)).toMatchObject({ state: "acked", acker: "ben" });
  });

  test("who leaves the team has it no longer: everyone is asked at once", () => {
    const world = acked();
    world.do({ kind: "configure", config: teamOf([memberNamed("ben")], { rotas: TURNS, version: 2 }) });
    world.pass(0);
    expect(pageOf(world)).toMatchObject({ state: "firing", acker: null, step: { kind: "team", users: ["ben"] } });
  });
});

describe("the backup human", () => {
  const backup = { name: "Zoe", phone: "+436641234568", verifiedAt: NIGHT };
  const world = (verifiedAt: number | null = NIGHT): TeamWorld => {
    const team = new TeamWorld(teamOf(PEOPLE), NIGHT);
    team.do({ kind: "configure", config: { ...teamOf(PEOPLE, { version: 2 }), backup: { ...backup, verifiedAt } } });
    return team;
  };

  test("is written to after 15 minutes without an answer, and every half hour after, by SMS", () => {
    const team = world();
    team.fail("db");
    const calls: number[] = [];
    team.observe = (event, { state }) => {
      if (event.kind === "send.claimed" && state.sends[event.subject]?.about === "backup") calls.push(event.at - NIGHT);
    };
    team.pass(80 * MINUTE);
    expect(calls.map((at) => at / MINUTE)).toEqual([15, 45, 75]);
    const [send] = claimed(team, "backup");
    expect(send && messageOf(team.state, send, team.now, null, "x")).toMatchObject({ kind: "backup", canReply: true });
    expect(pageOf(team)?.paged).toEqual(["ana", "ben"]);
  });

  test("is left alone once somebody has it, and when they never said yes", () => {
    const [taken, silent] = [world(), world(null)];
    for (const team of [taken, silent]) team.fail("db");
    taken.pass(14 * MINUTE);
    taken.act("ana", { kind: "ack" });
    for (const team of [taken, silent]) {
      team.pass(20 * MINUTE);
      expect(claimed(team, "backup")).toEqual([]);
    }
  });

  test("after an outage of ours hears once, not once for each time that was missed", () => {
    const team = world();
    team.fail("db");
    team.outage(3 * HOUR);
    expect(claimed(team, "backup")).toHaveLength(1);
  });
});

describe("turns on call", () => {
  const rotas = [
    rotaOf([
      { from: NIGHT, users: ["ana"] },
      { from: NIGHT + 3 * DAY, users: ["ben"] },
      { from: NIGHT + 3 * DAY + 2 * HOUR, users: ["ana", "ben"] },
    ]),
  ];
  const announced = (world: TeamWorld): string[] => {
    const lines: string[] = [];
    world.observe = (event, { state }) => {
      const send = event.kind === "send.claimed" ? state.sends[event.subject] : undefined;
      if (send?.about === "shift" && send.contact.endsWith("email"))
        lines.push(`${send.user} ${(event.at - NIGHT) / HOUR}`);
    };
    return lines;
  };

  test("are announced a day and a quarter of an hour before, to whoever comes on and nobody else", () => {
    const world = new TeamWorld(teamOf(PEOPLE, { rotas }), NIGHT);
    const lines = announced(world);
    world.pass(4 * DAY);
    expect(lines).toEqual(["ben 48", "ana 50", "ben 71.75", "ana 73.75"]);
  });

  test("after an outage of ours those that have begun are not announced any more", () => {
    const world = new TeamWorld(teamOf(PEOPLE, { rotas }), NIGHT);
    const lines = announced(world);
    world.outage(3 * DAY + HOUR);
    world.pass(0);
    expect(lines).toEqual(["ana 73"]);
  });

  test("nobody is announced without a rota", () => {
    const world = new TeamWorld(teamOf(PEOPLE), NIGHT);
    const lines = announced(world);
    world.pass(4 * DAY);
    expect(lines).toEqual([]);
  });
});

describe("a call about one page", () => {
  test("puts off the call about another, and does not swallow it", () => {
    const policy = (id: string) => ({
      id,
      name: id,
      repeats: 0,
      steps: [{ targets: [{ kind: "team" as const }], plan: null, waitSeconds: 600 }],
    });
    const config = teamOf([memberNamed("ana", ["voice"])], { policies: [policy("pol_1"), policy("pol_2")] });
    const world = new TeamWorld(config, NIGHT);
    world.carriers.set("ana:voice", "takes");
    world.fail("a", { policy: "pol_1" });
    world.pass(15 * SECOND);
    world.fail("b", { policy: "pol_2" });
    world.pass(105 * SECOND);
    const [first] = claimed(world, "down");
    world.receipt(first?.id ?? "", "in-progress");
    world.pass(30 * SECOND);
    world.receipt(first?.id ?? "", "completed");
    world.pass(35 * SECOND);
    const pages = claimed(world, "down").map(({ page, claimedAt }) => [page, ((claimedAt ?? 0) - NIGHT) / SECOND]);
    expect(pages).toEqual([
      ["pg_000001", 120],
      ["pg_000001", 180],
      ["pg_000002", 185],
    ]);
  });
});

describe("a storm", () => {
  test("of ten thousand failures in ten seconds is at most three messages on each way in five minutes", () => {
    const world = new TeamWorld(teamOf(PEOPLE), NIGHT);
    const counts = new Map<string, number>();
    world.observe = (event, { state }) => {
      const send = event.kind === "send.claimed" ? state.sends[event.subject] : undefined;
      if (send) counts.set(send.contact, (counts.get(send.contact) ?? 0) + 1);
    };
    for (let i = 0; i < 10_000; i++) {
      world.fail(`x${i}`);
      if (i % 1_000 === 999) world.pass(SECOND);
    }
    world.pass(5 * MINUTE - 10 * SECOND);
    expect(Object.keys(world.state.pages)).toHaveLength(1);
    expect(Math.max(...counts.values())).toBe(3);
    const [last] = claimed(world, "down").slice(-1);
    expect(last && messageOf(world.state, last, world.now, null, "").incidents).toHaveLength(10_000);
  }, 60_000);
});
