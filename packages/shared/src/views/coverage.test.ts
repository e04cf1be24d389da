import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { API, BACKUP, memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { policyInput } from "../paging/policy.ts";
import type { TeamConfig } from "../team/config.ts";
import { armHeartbeat } from "../heartbeat/state.ts";
import { emptyState, type TeamState } from "../team/state.ts";
import { DAY, HOUR } from "../time.ts";
import { coverageViewOf, scoreOf } from "./coverage.ts";

const ANA = memberNamed("ana");
const BEN = memberNamed("ben");
const MAIN = rotaOf([{ from: NIGHT - DAY, users: ["ana"] }]);
const GOOD = { backup: { name: "Cem", phone: "+436641234567", verifiedAt: NIGHT } };

const stateOf = (change: Partial<TeamConfig> = {}, more: Partial<TeamState> = {}): TeamState => {
  const config = { ...teamOf([ANA, BEN], { rotas: [MAIN] }), ...GOOD, ...change };
  return { ...emptyState(), team: config.team, config, ...more };
};
const rulesOf = (state: TeamState, now = NIGHT) =>
  coverageViewOf(state, "ana", now).items.map(({ rule, severity }) => `${severity} ${rule}`);

describe("a team", () => {
  it("with two people, a rota and a backup is covered", () => {
    expect(coverageViewOf(stateOf(), "ana", NIGHT)).toMatchObject({
      score: 100,
      covered: true,
      items: [],
      sentence: "Tonight 23:00–08:00: Ana is on call.",
    });
  });

  it("hears tonight as it is: who takes over, who nobody is, and the next evening by day", () => {
    const rotas = [
      rotaOf([
        { from: NIGHT - DAY, users: ["ana"] },
        { from: NIGHT + 2 * HOUR, users: ["ben"] },
        { from: NIGHT + DAY, users: [] },
      ]),
    ];
    const at = (now: number) => coverageViewOf(stateOf({ rotas }), "ana", now).sentence;
    expect(at(NIGHT)).toBe("Tonight 23:00–08:00: Ana is on call, from 03:00 Ben. 1 hole ahead.");
    expect(at(NIGHT + 12 * HOUR)).toBe("Tonight 23:00–08:00: Ben is on call, from 01:00 nobody. 1 hole ahead.");
    expect(coverageViewOf(stateOf({ rotas: [] }), "ana", NIGHT).sentence).toBe(
      "Tonight 23:00–08:00: everyone is on call.",
    );
  });

  const gone = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, { reason: "refused", at: NIGHT }]));
  const never = { ...armHeartbeat(BACKUP, NIGHT - 2 * DAY) };
  const deaf = {
    ...policyInput.parse({ name: "Deaf", steps: [{ targets: [{ kind: "member", user: "x" }], waitSeconds: 60 }] }),
    id: "pol_1",
  };
  const indian = { ...BEN.contacts[2], id: "in", kind: "sms" as const, address: "+919812345678", verifiedAt: NIGHT };

  it.each<[string, TeamState, number?]>([
    ["critical nobody on call", stateOf({ rotas: [rotaOf([{ from: NIGHT - DAY, users: [] }])] })],
    ["critical nobody reachable", stateOf({ members: [memberNamed("ana", []), memberNamed("ben", [])] })],
    ["critical only push or e-mail", stateOf({ members: [memberNamed("ana", ["webpush"]), BEN] })],
    ["critical contact not delivering", stateOf({}, { disabled: gone(["ana:sms"]) })],
    [
      "critical pages nobody",
      stateOf({ monitors: [{ ...API, alerting: { urgent: "tell", other: "tell", pageAfterMinutes: null } }] }),
    ],
    ["critical pages nobody", stateOf({ policies: [deaf], defaultPolicy: "pol_1" })],
    [
      "major gap",
      stateOf({
        rotas: [
          rotaOf([
            { from: 0, users: ["ana"] },
            { from: NIGHT + DAY, users: [] },
          ]),
        ],
      }),
    ],
    ["major night covered by sleepers", stateOf({ members: [{ ...ANA, quiet: { from: "22:00", to: "07:00" } }, BEN] })],
    [
      "major no proven channel",
      stateOf({ members: [ANA, memberNamed("ben", ["email"])], rotas: [rotaOf([{ from: 0, users: ["ana", "ben"] }])] }),
    ],
    ["major one reachable person", stateOf({ members: [ANA, memberNamed("ben", ["email"])] })],
    ["major no backup", stateOf({ backup: null })],
    ["major no backup", stateOf({ backup: { ...GOOD.backup, verifiedAt: null } })],
    ["major no replies", stateOf({ members: [ANA, { ...BEN, contacts: [indian] }] })],
    ["major never pinged", stateOf({ heartbeats: [BACKUP] }, { heartbeats: { [BACKUP.id]: never } })],
    [
      "minor paused",
      stateOf(
        { heartbeats: [BACKUP] },
        { heartbeats: { [BACKUP.id]: { ...never, status: "paused", since: NIGHT - 8 * DAY } } },
      ),
    ],
  ])("has broken: %s", (rule, state, now = NIGHT) => {
    expect(rulesOf(stateOf(), now)).toEqual([]);
    expect(rulesOf(state, now)).toContain(rule);
  });

  it("is not told that whoever is off duty has a broken phone", () => {
    expect(rulesOf(stateOf({}, { disabled: gone(["ben:sms"]) }))).toEqual([]);
  });

  it("is mended by whose contact it is, or where they are asked to", () => {
    const state = stateOf({}, { disabled: gone(["ana:sms"]) });
    const pathFor = (reader: string) => coverageViewOf(state, reader, NIGHT).items[0]?.fix.path;
    expect([pathFor("ana"), pathFor("ben")]).toEqual(["contacts", "members"]);
  });

  it("has its worst first, each with a way to mend it", () => {
    const { items } = coverageViewOf(
      stateOf({ backup: null, members: [memberNamed("ana", []), memberNamed("ben", [])] }),
      "ana",
      NIGHT,
    );
    expect(items.map(({ severity }) => severity)).toEqual(["critical", "major", "major"]);
    for (const { fix } of items) expect(fix.path).not.toMatch(/^\/|^$/);
  });
});

describe("the score", () => {
  const item = fc.record({
    rule: fc.constantFrom("a", "b", "c"),
    severity: fc.constant("major" as const),
  });

  it("counts a rule once, however often it is broken", () => {
    fc.assert(
      fc.property(fc.array(item), (items) => scoreOf(items) === 100 - 15 * new Set(items.map(({ rule }) => rule)).size),
    );
  });

  it("is at most 49 when something is critical, and never below 0", () => {
    expect(scoreOf([{ rule: "a", severity: "critical" }])).toBe(49);
    expect(
      scoreOf([
        { rule: "a", severity: "critical" },
        { rule: "b", severity: "major" },
      ]),
    ).toBe(45);
    expect(scoreOf(["a", "b", "c", "d"].map((rule) => ({ rule, severity: "critical" as const })))).toBe(0);
    expect(scoreOf([{ rule: "a", severity: "minor" }])).toBe(95);
  });
});
