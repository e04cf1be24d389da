import { beforeEach, describe, expect, test } from "vitest";
import { memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { HOUR, MINUTE, SECOND } from "../time.ts";
import { ringsFor } from "./rings-for.ts";
import { incidentOf } from "../team/incident-table.ts";

/** Pages and the incidents in them, where several of both live at once. */

const TEAM = [memberNamed("ana"), memberNamed("ben")];
let world: TeamWorld;
let claims: { at: number; page: string; user: string; channel: string; incidents: number }[];

beforeEach(() => {
  world = new TeamWorld(teamOf(TEAM, { rotas: [rotaOf([{ from: NIGHT, users: ["ana"] }])] }), NIGHT);
  claims = [];
  world.observe = (event, { state }) => {
    if (event.kind !== "send.claimed") return;
    const send = state.sends[event.subject];
    if (send?.about === "down")
      claims.push({
        at: event.at,
        page: send.page,
        user: send.user,
        channel: send.channel,
        incidents: event.data.incidents,
      });
  };
});

const page = (id: string) => world.state.pages[id] ?? expect.fail(`no page ${id}`);

describe("an incident that reopens while its page is acked", () => {
  beforeEach(() => {
    for (const name of ["A", "B"]) world.fail(name);
    world.act("ana", { kind: "ack" });
    world.recover("A");
    world.fail("A");
  });

  test("rings with a new page, and the old one keeps the other", () => {
    expect(Object.keys(world.state.pages)).toEqual(["pg_000001", "pg_000002"]);
    expect(ringsFor(world.state, page("pg_000001"))).toEqual(["inc_000002"]);
    expect(ringsFor(world.state, page("pg_000002"))).toEqual(["inc_000001"]);
  });

  test("does not keep the old page alive: it closes with the other and never rings for nothing", () => {
    world.act("ben", { kind: "ack" });
    world.recover("B");
    expect(page("pg_000001").state).toBe("closed");
    claims = [];
    world.pass(HOUR);
    expect(claims.filter((claim) => claim.page === "pg_000001")).toEqual([]);
  });

  test("is not resolved by resolving the old page", () => {
    world.act("ana", { kind: "resolve" }, "app", "pg_000001");
    expect([page("pg_000001").state, page("pg_000002").state]).toEqual(["closed", "firing"]);
    expect(incidentOf(world.state, "inc_000001")?.state).toBe("open");
  });

  test("remembers the acker of its own page, not of the one it left", () => {
    world.act("ben", { kind: "ack" }, "app", "pg_000002");
    world.act("ana", { kind: "assign", user: "ana" }, "app", "pg_000001");
    world.act("ana", { kind: "ack" }, "app", "pg_000001");
    expect(incidentOf(world.state, "inc_000001")?.lastAcker).toBe("ben");
  });
});

test("a message counts what is down: not what recovered, and nothing twice", () => {
  for (const name of ["A", "B"]) world.fail(name);
  world.recover("A");
  world.pass(2 * MINUTE);
  expect(claims.at(-1)).toMatchObject({ channel: "voice", incidents: 1 });
  world.fail("A");
  world.pass(MINUTE);
  expect(claims.at(-1)).toMatchObject({ channel: "voice", incidents: 2 });
  expect(page("pg_000001").incidents).toEqual(["inc_000002", "inc_000001"]);
});

test("what goes up and down keeps no page ringing", () => {
  world.fail("B");
  for (let i = 0; i < 4; i++) {
    world.fail("A");
    world.pass(MINUTE);
    if (i < 3) world.recover("A");
  }
  expect(incidentOf(world.state, "inc_000002")?.flap).not.toBeNull();
  world.recover("B");
  expect(page("pg_000001").state).toBe("closed");
});

test("steps count on over all runs, so a text that fails after an un-ack still pulls the call forward", () => {
  world.carriers.set("ana:voice", "takes");
  world.fail("A");
  world.pass(130 * SECOND);
  world.act("ben", { kind: "ack" });
  world.carriers.set("ana:sms", "refuses");
  claims = [];
  world.act("ben", { kind: "escalate" });
  world.pass(SECOND);
  expect(page("pg_000001").step?.number).toBe(2);
  expect(claims.filter(({ user }) => user === "ana").map(({ channel }) => channel)).toEqual([
    "push",
    "push",
    "sms",
    "voice",
  ]);
});

test("a call of one page is no reason to call again for another", () => {
  world.carriers.set("ana:sms", "takes");
  world.fail("A");
  world.act("ana", { kind: "ack" });
  world.pass(MINUTE);
  world.fail("B");
  world.pass(29 * MINUTE);
  claims = [];
  // The first page un-acks as the second begins a round: both ring, and no text is ever confirmed.
  world.pass(150 * SECOND);
  const calls = claims
    .filter(({ user, channel }) => user === "ana" && channel === "voice")
    .map(({ page: of, at }) => [of, (at - NIGHT) / SECOND - 1_800]);
  expect(calls.filter(([of]) => of === "pg_000002")).toEqual([
    ["pg_000002", 30],
    ["pg_000002", 90],
  ]);
});

test("when the last person asked leaves the team, the others are asked at once", () => {
  world.fail("A");
  world.pass(10 * SECOND);
  claims = [];
  world.do({ kind: "configure", config: teamOf([memberNamed("ben")], { version: 2 }) });
  world.pass(0);
  expect(claims.map(({ user, channel, at }) => [user, channel, at - NIGHT])).toContainEqual([
    "ben",
    "sms",
    10 * SECOND,
  ]);
});

test("a page that nobody answers for a day does not fill the memory", () => {
  world.fail("A");
  world.pass(25 * HOUR);
  expect(Object.keys(world.state.sends).length).toBeLessThan(100);
});
