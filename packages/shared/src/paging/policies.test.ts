import { beforeEach, describe, expect, test } from "vitest";
import { memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { policyInput, type EscalationPolicy, type PolicyStep, type Target } from "./policy.ts";
import { previewChain } from "./preview.ts";

/** Custom policies, step by step (spec "oncall" §3). */

const member = (user: string): Target => ({ kind: "member", user });
const rota: Target = { kind: "rota", rota: "sch_main" };
const step = (waitSeconds: number, ...targets: Target[]): PolicyStep => ({ targets, plan: null, waitSeconds });
const policyOf = (steps: PolicyStep[], repeats = 0): EscalationPolicy => ({
  id: "pol_1",
  name: "Database",
  steps,
  repeats,
});

const PEOPLE = [memberNamed("ana"), memberNamed("ben"), memberNamed("cem")];
const TURNS = [rotaOf([{ from: NIGHT, users: ["ana"] }])];

let rings: string[];

/** Tells of each first push of a person in a step, each call, and each word of the page, in seconds after the failure. */
function worldOf(policy: EscalationPolicy, change: Parameters<typeof teamOf>[1] = {}, people = PEOPLE): TeamWorld {
  const config = teamOf(people, { rotas: TURNS, policies: [policy], defaultPolicy: policy.id, ...change });
  const world = new TeamWorld(config, NIGHT);
  rings = [];
  world.observe = (event, { state }) => {
    const at = (event.at - NIGHT) / SECOND;
    if (event.kind === "page.stepped") rings.push(`${at} ${event.data.step.kind} ${event.data.step.users.join("+")}`);
    if (event.kind === "page.gap" || event.kind === "page.unreachable" || event.kind === "page.skipped")
      rings.push(`${at} ${event.kind.slice(5)}`);
    if (event.kind === "page.widened") rings.push(`${at} ${event.data.why} ${event.data.users.join("+")}`);
    const send = event.kind === "send.claimed" ? state.sends[event.subject] : undefined;
    if (send?.channel === "chat") rings.push(`${at} ${send.about} in ${send.room ?? ""}`);
  };
  return world;
}

describe("the steps of a policy", () => {
  test("follow each other at their waits, repeat, and always end with everyone", () => {
    const world = worldOf(policyOf([step(60, rota), step(120, member("ben"))], 1));
    world.fail("db");
    world.pass(10 * MINUTE);
    expect(rings).toEqual([
      "0 policy ana",
      "60 policy ben",
      "180 policy ana",
      "240 policy ben",
      "360 team ana+ben+cem",
    ]);
  });

  test("ring by their own plan, cut by the step's end", () => {
    const own: PolicyStep = {
      targets: [member("ben")],
      plan: [
        { via: "voice", afterSeconds: 0 },
        { via: "sms", afterSeconds: 45 },
      ],
      waitSeconds: 60,
    };
    const world = worldOf(policyOf([own]));
    const claims: string[] = [];
    world.observe = (event, { state }) => {
      const send = event.kind === "send.claimed" ? state.sends[event.subject] : undefined;
      if (send) claims.push(`${(event.at - NIGHT) / SECOND} ${send.user} ${send.channel}`);
    };
    world.fail("db");
    world.pass(59 * SECOND);
    expect(claims).toEqual(["0 ben voice", "45 ben sms"]);
  });

  test("take no time when they reach nobody: a gap, people without a contact, a rota that is gone", () => {
    const gone: Target = { kind: "rota", rota: "sch_gone" };
    const people = [memberNamed("ana", []), memberNamed("ben"), memberNamed("cem")];
    const world = worldOf(policyOf([step(300, gone), step(300, member("ana")), step(300, member("ben"))]), {}, people);
    world.fail("db");
    expect(rings).toEqual(["0 gap", "0 unreachable", "0 policy ben"]);
    world.pass(5 * MINUTE);
    expect(rings.at(-1)).toBe("300 team ben+cem");
  });

  test("a plan without a way to somebody does not wait for them", () => {
    const callOnly: PolicyStep = {
      targets: [member("ana")],
      plan: [{ via: "voice", afterSeconds: 0 }],
      waitSeconds: 600,
    };
    const world = worldOf(policyOf([callOnly, step(60, member("ben"))]), {}, [
      memberNamed("ana", ["email"]),
      ...PEOPLE.slice(1),
    ]);
    world.fail("db");
    expect(rings).toEqual(["0 unreachable", "0 policy ben"]);
  });

  test("pass on at once when the last way to reach anyone dies midway, on a grid from there", () => {
    const world = worldOf(policyOf([step(300, member("ana")), step(60, member("ben"))]));
    world.fail("db");
    world.pass(100 * SECOND);
    const ana = memberNamed("ana", []);
    world.do({ kind: "configure", config: { ...teamOf([ana, ...PEOPLE.slice(1)], { version: 2 }) } });
    expect(rings.slice(1)).toEqual(["100 unreachable", "100 policy ben"]);
    world.pass(MINUTE);
    expect(rings.at(-1)).toBe("160 team ben+cem");
  });

  test("after an outage only the step that is due runs, and the grid stays", () => {
    const world = worldOf(policyOf([step(60, rota), step(60, member("ben")), step(120, member("cem"))]));
    world.fail("db");
    world.outage(150 * SECOND);
    expect(rings).toEqual(["0 policy ana", "150 skipped", "150 policy cem"]);
    world.pass(90 * SECOND);
    expect(rings.at(-1)).toBe("240 team ana+ben+cem");
  });

  test("a policy that takes days still asks everyone, for an hour and aloud at its end", () => {
    const world = worldOf(policyOf([step(86_400, rota)], 1));
    world.fail("db");
    world.pass(2 * DAY - SECOND);
    expect(rings.filter((ring) => ring.includes("team"))).toEqual([]);
    world.pass(HOUR + SECOND);
    expect(rings.filter((ring) => ring.includes("team"))).toHaveLength(12);
    expect(Object.values(world.state.pages)[0]?.exhausted).toBe(true);
  });
});

describe("whom a step asks", () => {
  test("is resolved when it begins: an edited rota and an edited policy", () => {
    const policy = policyOf([step(60, member("ben")), step(60, rota)]);
    const world = worldOf(policy);
    world.fail("db");
    const edited = { ...policy, steps: [step(30, member("ana"))] };
    const rotas = [rotaOf([{ from: NIGHT, users: ["cem"] }])];
    world.do({ kind: "configure", config: teamOf(PEOPLE, { rotas, policies: [edited], version: 2 }) });
    world.pass(60 * SECOND);
    expect(rings).toEqual(["0 policy ben", "60 policy cem"]);
    world.pass(60 * SECOND);
    expect(rings.at(-1)).toBe("120 team ana+ben+cem");
  });

  test("changes in mid-step with a hand-over and with an edit; who left gets nothing more", () => {
    const rotas = [
      rotaOf([
        { from: NIGHT, users: ["ana"] },
        { from: NIGHT + 30 * SECOND, users: ["ben"] },
      ]),
    ];
    const world = worldOf(policyOf([step(300, rota)]), { rotas });
    world.fail("db");
    world.pass(40 * SECOND);
    const cemNow = [rotaOf([{ from: NIGHT, users: ["cem"] }])];
    const left = PEOPLE.filter(({ id }) => id !== "ben");
    world.do({ kind: "configure", config: teamOf(left, { rotas: cemNow, version: 2 }) });
    expect(rings).toEqual(["0 policy ana", "30 hand-over ben", "40 joined cem"]);
    world.pass(4 * MINUTE);
    const called = world.sends(({ channel, claimedAt }) => channel === "voice" && claimedAt !== null);
    expect([...new Set(called.map(({ user }) => user))].toSorted()).toEqual(["ana", "cem"]);
  });

  test("a member who joins during a round of everyone is asked too", () => {
    const world = worldOf(policyOf([step(60, rota)]));
    world.fail("db");
    world.pass(70 * SECOND);
    world.do({ kind: "configure", config: teamOf([...PEOPLE, memberNamed("dan")], { rotas: TURNS, version: 2 }) });
    expect(rings.at(-1)).toBe("70 joined dan");
  });

  test("a team that is a target spares sleepers for two minutes, unless they are named too", () => {
    const asleep = { quiet: { from: "22:00", to: "07:00" } };
    const people = [memberNamed("ana"), memberNamed("ben", undefined, asleep), memberNamed("cem", undefined, asleep)];
    const world = worldOf(policyOf([step(300, { kind: "team" }, member("cem"))]), {}, people);
    world.fail("db");
    world.pass(2 * MINUTE);
    expect(rings).toEqual(["0 policy cem+ana", "120 sleepers ben"]);
  });
});

describe("a step that posts to a channel", () => {
  const room = { id: "room", kind: "slack" as const, name: "#ops", sealedUrl: "sealed" };
  const post: Target = { kind: "channel", channel: "room" };

  function worldWithRoom(policy: EscalationPolicy): TeamWorld {
    const world = worldOf(policy);
    const config = {
      ...teamOf(PEOPLE, { rotas: TURNS, policies: [policy], defaultPolicy: policy.id, version: 2 }),
      channels: [room],
    };
    world.do({ kind: "configure", config });
    return world;
  }

  test("posts once, waits when the post was taken, and says there who has it and when it is over", () => {
    const world = worldWithRoom(policyOf([step(60, post), step(60, member("ben"))]));
    world.fail("db");
    world.pass(70 * SECOND);
    world.act("ben", { kind: "ack" });
    world.pass(0);
    world.recover("db");
    world.pass(0);
    expect(rings).toEqual([
      "0 policy ",
      "0 down in room",
      "60 policy ben",
      "70 status in room",
      "70 recovered in room",
    ]);
  });

  test("does not wait for a post that nobody took", () => {
    const world = worldWithRoom(policyOf([step(60, post), step(60, member("ben"))]));
    world.carriers.set(":chat", "refuses");
    world.fail("db");
    world.pass(0);
    expect(rings).toEqual(["0 policy ", "0 down in room", "0 policy ben"]);
  });

  test("a channel that is gone takes no time", () => {
    const world = worldOf(policyOf([step(60, post), step(60, member("ben"))]));
    world.fail("db");
    expect(rings).toEqual(["0 gap", "0 policy ben"]);
  });
});

describe("which policy", () => {
  const other = { ...policyOf([step(60, member("cem"))]), id: "pol_2", name: "Web" };

  beforeEach(() => {
    rings = [];
  });

  test("things of one policy ring with one page, others with their own", () => {
    const world = worldOf(policyOf([step(60, rota)]), { policies: [policyOf([step(60, rota)]), other] });
    world.fail("db");
    world.fail("web", { policy: "pol_2" });
    world.fail("db2");
    expect(Object.values(world.state.pages).map(({ policy, incidents }) => [policy.id, incidents.length])).toEqual([
      ["pol_1", 2],
      ["pol_2", 1],
    ]);
    expect(rings.filter((ring) => ring.includes("policy"))).toEqual(["0 policy ana", "0 policy cem"]);
  });

  test("one that was deleted gives way to the team's, and its page goes on as it began", () => {
    const world = worldOf(policyOf([step(60, rota)]), { policies: [policyOf([step(60, rota)]), other] });
    world.fail("web", { policy: "pol_2" });
    world.do({ kind: "configure", config: teamOf(PEOPLE, { rotas: TURNS, version: 2 }) });
    world.fail("web2", { policy: "pol_2" });
    world.pass(MINUTE);
    expect(rings).toEqual(["0 policy cem", "0 policy ana", "60 team ana+ben+cem"]);
  });
});

describe("the editor", () => {
  test("refuses a rung that never happens, and says where", () => {
    const plan = [
      { via: "sms", afterSeconds: 0 },
      { via: "voice", afterSeconds: 60 },
    ];
    const asked = policyInput.safeParse({ name: "x", steps: [{ targets: [{ kind: "team" }], plan, waitSeconds: 60 }] });
    expect(asked.error?.issues).toMatchObject([{ path: ["steps", 0, "plan", 1, "afterSeconds"] }]);
  });

  test("the chain can be tested at any date; nothing is sent or remembered", () => {
    const policy = policyOf([step(60, rota), step(120, member("ben"))]);
    const world = worldOf(policy, {
      rotas: [
        rotaOf([
          { from: NIGHT, users: ["ana"] },
          { from: NIGHT + DAY, users: ["cem"] },
        ]),
      ],
    });
    const before = JSON.stringify(world.state);
    const chain = previewChain(world.state, null, NIGHT + 2 * DAY);
    expect(chain.slice(0, 4)).toEqual([
      { afterSeconds: 0, kind: "push", users: ["cem"] },
      { afterSeconds: 0, kind: "sms", users: ["cem"] },
      { afterSeconds: 60, kind: "push", users: ["ben"] },
      { afterSeconds: 60, kind: "sms", users: ["ben"] },
    ]);
    expect(chain.find(({ kind }) => kind === "everyone")).toEqual({
      afterSeconds: 180,
      kind: "everyone",
      users: ["ana", "ben", "cem"],
    });
    expect(JSON.stringify(world.state)).toBe(before);
  });
});
