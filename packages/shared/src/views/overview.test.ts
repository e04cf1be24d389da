import { beforeEach, describe, expect, test } from "vitest";
import { API, BACKUP, memberNamed, MINUTELY, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { overviewOf } from "./overview.ts";

const [ana, ben] = [memberNamed("ana"), memberNamed("ben")];
const HEARTBEATS = { heartbeats: [BACKUP] };

const look = ({ state, now }: TeamWorld) =>
  overviewOf(state, now, { factor: 1, recordDown: false, pingBase: "https://ping.example.com", mayOperate: true });
const verdict = (world: TeamWorld) => look(world).verdict;
const kinds = (world: TeamWorld) => look(world).attention.map(({ kind }) => kind);

describe("the verdict", () => {
  let world: TeamWorld;
  beforeEach(() => {
    world = new TeamWorld(
      teamOf([ana, ben], {
        ...HEARTBEATS,
        rotas: [
          rotaOf([
            { from: NIGHT, users: ["ana"] },
            { from: NIGHT + 3 * DAY, users: ["ben"] },
          ]),
        ],
      }),
      NIGHT,
    );
  });

  test("is fine, and says who is on call", () => {
    expect(verdict(world)).toEqual({ state: "fine", sentence: "Everything is fine. Ana is on call until Mon 01:00." });
    expect(verdict(new TeamWorld(teamOf([ana, ben], HEARTBEATS), NIGHT)).sentence).toBe(
      "Everything is fine. Everyone is on call.",
    );
    expect(verdict(new TeamWorld(teamOf([ana, ben]), NIGHT)).sentence).toBe(
      "Nothing is watched yet. Everyone is on call.",
    );
  });

  test("tells whom the ladder has asked how, and what is next", () => {
    world.fail("A");
    const said: Record<number, string> = {};
    for (const second of [0, 20, 120, 150, 240, 275]) {
      world.pass(NIGHT + second * SECOND - world.now);
      said[second] = verdict(world).sentence;
    }
    expect(said).toEqual({
      0: "1 thing is down. Ana is being texted. Everyone is next, in 4 min.",
      20: "1 thing is down. Ana was texted 20 s ago and has not answered. Everyone is next, in 4 min.",
      120: "1 thing is down. Ana is being called. Everyone is next, in 2 min.",
      150: "1 thing is down. Ana was called 30 s ago and has not answered. Everyone is next, in 2 min.",
      240: "1 thing is down. Everyone is being texted. The next round is in 5 min.",
      275: "1 thing is down. Everyone was called 5 s ago and has not answered. The next round is in 4 min.",
    });
    world.fail("B");
    expect(verdict(world)).toMatchObject({
      state: "down",
      sentence: expect.stringMatching(/^2 things are down\. Everyone was called/),
    });
  });

  test("tells who has it", () => {
    world.fail("A");
    world.act("ben", { kind: "ack" });
    world.pass(10 * MINUTE);
    expect(verdict(world).sentence).toBe("1 thing is down. Ben has it since 01:00.");
    world.fail("B");
    expect(verdict(world).sentence).toBe("2 things are down. Nobody has been asked yet. Everyone is next, in 4 min.");
    world.pass(MINUTE);
    world.act("ana", { kind: "ack" });
    expect(verdict(world).sentence).toBe("2 things are down. Ben and Ana have them.");
  });

  test("tells of a snooze, of flapping, and of nobody to ask", () => {
    world.fail("A");
    world.act("ana", { kind: "snooze", seconds: 3_600 });
    expect(verdict(world).sentence).toBe("1 thing is down. Snoozed until 02:00.");
    for (let i = 0; i < 3; i++) {
      world.recover("A");
      world.fail("A");
    }
    expect(verdict(world).sentence).toBe("1 thing is down. It goes up and down; nobody is paged until it holds still.");
    const alone = new TeamWorld(teamOf([memberNamed("ana", [])], HEARTBEATS), NIGHT);
    alone.fail("A");
    expect(verdict(alone).sentence).toBe("1 thing is down. Nobody can be reached. The next round is in 5 min.");
  });

  test("is not fine while nobody could be woken", () => {
    const world = new TeamWorld(teamOf([memberNamed("ana", ["email", "webpush"])], HEARTBEATS), NIGHT);
    expect(verdict(world)).toEqual({
      state: "attention",
      sentence: "Nothing is down, but 1 thing needs attention. Everyone is on call.",
    });
  });
});

describe("needs attention", () => {
  test.each([
    ["nobody", [memberNamed("ana", [])], ["nobody_reachable"]],
    ["mail alone", [memberNamed("ana", ["email"]), memberNamed("ben", ["webpush"])], ["nobody_reachable"]],
    ["one phone", [ana, memberNamed("ben", ["email"])], ["one_reachable", "no_wakeup_channel"]],
    ["one person", [ana], ["one_reachable"]],
    ["two phones", [ana, ben], []],
    [
      "unverified",
      [{ ...ana, contacts: ana.contacts.map((contact) => ({ ...contact, verifiedAt: null })) }],
      ["nobody_reachable"],
    ],
  ])("who can be woken: %s", (_name, members, expected) => {
    expect(kinds(new TeamWorld(teamOf(members), NIGHT))).toEqual(expected);
  });

  test("a contact that a carrier refused, with its reason and a way to mend it", () => {
    const world = new TeamWorld(teamOf([ana, ben]), NIGHT);
    world.carriers.set("ana:sms", "refuses");
    world.fail("A");
    world.pass(0);
    const [item] = look(world).attention;
    expect(item).toEqual({
      kind: "contact_disabled",
      text: "SMS to Ana does not work: the number opted out.",
      link: "/t/team_1/contacts",
    });
  });

  test("a heartbeat that nobody pinged for a day", () => {
    const world = new TeamWorld(
      teamOf([ana, ben], { heartbeats: [{ ...MINUTELY, schedule: { kind: "period", seconds: 30 * 86_400 } }] }),
      NIGHT,
    );
    world.pass(DAY - 1);
    expect(kinds(world)).toEqual([]);
    world.pass(1);
    expect(look(world).attention).toEqual([
      {
        kind: "never_pinged",
        text: "minutely has never been pinged, for more than a day.",
        link: "/t/team_1/heartbeats/hb_minutely",
      },
    ]);
  });

  test("a monitor that nobody can see", () => {
    const world = new TeamWorld(teamOf([ana, ben], { monitors: [API] }), NIGHT);
    world.check(() => ({ result: "void", blind: true }));
    expect(kinds(world)).toEqual(["monitor_unknown"]);
    expect(verdict(world).state).toBe("attention");
  });

  test("a page that nobody answered for a day", () => {
    const world = new TeamWorld(teamOf([ana, ben]), NIGHT);
    world.fail("A");
    world.pass(DAY);
    expect(look(world).attention).toEqual([
      {
        kind: "page_exhausted",
        text: "A is down for a day and nobody answered.",
        link: "/t/team_1/incidents/inc_000001",
      },
    ]);
  });
});

describe("on call", () => {
  test.each([
    ["no rota", null, "Everyone is on call.", ["Ana", "Ben"], true],
    ["a rota", [{ from: NIGHT, users: ["ana", "ben"] }], "Ana and Ben are on call.", ["Ana", "Ben"], false],
    [
      "a gap",
      [
        { from: NIGHT, users: [] },
        { from: NIGHT + 8 * HOUR, users: ["ana"] },
      ],
      "Nobody is on call until 09:00: pages go to everyone.",
      ["Ana", "Ben"],
      true,
    ],
    [
      "someone who left",
      [{ from: NIGHT, users: ["zoe"] }],
      "Nobody is on call: pages go to everyone.",
      ["Ana", "Ben"],
      true,
    ],
  ])("%s", (_name, roster, sentence, people, everyone) => {
    const { onCall } = look(new TeamWorld(teamOf([ana, ben], roster ? { rotas: [rotaOf(roster)] } : {}), NIGHT));
    expect({
      sentence: onCall.sentence,
      people: onCall.people.map(({ name }) => name),
      everyone: onCall.everyone,
    }).toEqual({ sentence, people, everyone });
  });
});

test("incidents: open ones first, the newest in front, then those of the last day", () => {
  const world = new TeamWorld(teamOf([ana, ben]), NIGHT);
  for (const name of ["A", "B", "C", "D"]) {
    world.fail(name);
    world.pass(SECOND);
  }
  world.recover("B");
  world.pass(DAY + 1);
  world.recover("D");
  expect(look(world).incidents.map(({ source }) => source.name)).toEqual(["C", "A", "D"]);
});

test("the clock and the team are as they were given", () => {
  const world = new TeamWorld(teamOf([ana]), NIGHT);
  const view = overviewOf(world.state, NIGHT, {
    factor: 60,
    recordDown: true,
    pingBase: "http://localhost",
    mayOperate: true,
  });
  expect(view).toMatchObject({
    team: { id: "team_1", name: "Acme" },
    clock: { now: "2026-01-09T00:00:00.000Z", factor: 60 },
    recordDown: true,
  });
});
