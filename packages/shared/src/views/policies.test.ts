import { describe, expect, it } from "vitest";
import { memberNamed, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import type { Rota } from "../oncall/rota.ts";
import { policyInput, type PolicyStep } from "../paging/policy.ts";
import type { TeamConfig } from "../team/config.ts";
import { emptyState, type TeamState } from "../team/state.ts";
import { DAY } from "../time.ts";
import { API, BACKUP } from "../team/testing/team-config.ts";
import { chainViewOf } from "./chain.ts";
import { policyListOf, sentencesOf } from "./policies.ts";

const MEMBERS = [memberNamed("ana"), memberNamed("ben")];
const MAIN = rotaOf([
  { from: NIGHT - DAY, users: ["ana"] },
  { from: NIGHT + DAY, users: [] },
]);

const stateOf = (rotas: Rota[], change: Partial<TeamConfig> = {}): TeamState => {
  const config = { ...teamOf(MEMBERS, { rotas }), ...change };
  return { ...emptyState(), team: config.team, config };
};
const stepOf = (change: Partial<PolicyStep>): PolicyStep => ({
  targets: [{ kind: "rota", rota: MAIN.id }],
  plan: null,
  waitSeconds: 240,
  ...change,
});
const firstOf = (state: TeamState, step: Partial<PolicyStep>, now = NIGHT): string | undefined =>
  sentencesOf(state, { steps: [stepOf(step)], repeats: 0 }, now)[0];

describe("a policy as sentences", () => {
  it("names who it would be now", () => {
    expect(policyListOf(stateOf([MAIN]), NIGHT).policies[0]?.sentences).toEqual([
      "First Ana (on call): push and SMS at once, a call after 2 and 3 min; for 4 min.",
      "Then everyone, every 5 min, until someone answers.",
    ]);
    expect(policyListOf(stateOf([]), NIGHT).policies[0]?.sentences[0]).toMatch(/^First everyone: push/);
    expect(firstOf(stateOf([MAIN]), {}, NIGHT + DAY)).toMatch(/^First whoever is on call \(nobody now\): push/);
    expect(firstOf(stateOf([MAIN, { ...MAIN, id: "sch_2", name: "Second" }]), {})).toMatch(
      /^First Ana \(on call for Main\): /,
    );
  });

  it("tells a plan by its times, and a post without one", () => {
    const plan = [
      { via: "voice" as const, afterSeconds: 0 },
      { via: "push" as const, afterSeconds: 30 },
      { via: "voice" as const, afterSeconds: 90 },
    ];
    const state = stateOf([MAIN], { channels: [{ id: "c1", kind: "slack", name: "ops", sealedUrl: "x" }] });
    const targets = [
      { kind: "member" as const, user: "ben" },
      { kind: "channel" as const, channel: "c1" },
    ];
    expect(firstOf(state, { plan, targets, waitSeconds: 3_600 })).toBe(
      "First Ben: a call at once, a call after 1 min 30 s, a push after 30 s; a post to ops; for 1 h.",
    );
    expect(firstOf(state, { targets: [{ kind: "channel", channel: "c2" }] })).toBe(
      "First a post to a channel that is gone; for 4 min.",
    );
    expect(firstOf(state, { targets: [{ kind: "rota", rota: "sch_x" }] })).toMatch(/^First a rota that is gone: /);
  });

  it("ends with repeats, everyone, and a backup that has agreed", () => {
    const backup = { name: "Cem", phone: "+436641234567", verifiedAt: NIGHT };
    const said = sentencesOf(stateOf([MAIN], { backup }), { steps: [stepOf({})], repeats: 2 }, NIGHT);
    expect(said.slice(1)).toEqual([
      "All of this 2 more times.",
      "Then everyone, every 5 min, until someone answers.",
      "Cem (backup) gets an SMS when nobody has answered for 15 min, and every 30 min after.",
    ]);
    const asked = stateOf([MAIN], { backup: { ...backup, verifiedAt: null } });
    expect(sentencesOf(asked, { steps: [], repeats: 0 }, NIGHT)).toHaveLength(1);
  });
});

describe("the list", () => {
  const calm = {
    ...policyInput.parse({ name: "Calm", steps: [{ targets: [{ kind: "team" }], waitSeconds: 60 }] }),
    id: "pol_1",
  };
  const tell = { urgent: "tell", other: "tell", pageAfterMinutes: null };

  it("says what pages by each, for failures of any kind", () => {
    const alerting = { ...tell, other: "pol_1" };
    const change = { policies: [calm], monitors: [{ ...API, alerting }], heartbeats: [BACKUP] };
    expect(policyListOf(stateOf([MAIN], change), NIGHT).policies).toMatchObject([
      { id: null, isDefault: true, usedBy: ["backup"] },
      { id: "pol_1", isDefault: false, usedBy: ["api"], settings: { name: "Calm" } },
    ]);
    const own = stateOf([MAIN], { ...change, defaultPolicy: "pol_1" });
    expect(policyListOf(own, NIGHT).policies).toMatchObject([
      { usedBy: [], isDefault: false },
      { usedBy: ["api", "backup"] },
    ]);
  });

  it("and the chain agree on which policy a thing pages by", () => {
    const monitors = [{ ...API, alerting: tell }];
    const state = stateOf([MAIN], { policies: [calm], monitors, heartbeats: [BACKUP], defaultPolicy: "pol_1" });
    const chain = (thing: string | null, policy = "default") => chainViewOf(state, { policy, thing, at: null }, NIGHT);
    expect(chain(BACKUP.id)?.policy).toBe("Calm");
    expect(chain(API.id)).toMatchObject({ lines: [] });
    expect(chain("mon_x")).toBeNull();
    expect(chain(null, "pol_x")).toBeNull();
    const lines = chain(null)?.lines ?? [];
    expect(lines[0]).toMatchObject({ afterSeconds: 0, who: ["Ana", "Ben"] });
    expect(lines.some(({ kind, afterSeconds }) => kind === "everyone" && afterSeconds === 60)).toBe(true);
  });
});
