import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monitorOf } from "../team/monitor-table.ts";
import { life, play, type Move } from "../team/testing/random-life.ts";
import { MINUTELY } from "../team/testing/team-config.ts";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { GuardWorld, needs, NIGHTLY, rid } from "./guard-world.testing.ts";
import { passGuardTime } from "./holds.ts";
import { freedByPing, releaseLease, revokeLease } from "./leases.ts";
import type { GuardRequest } from "./request.ts";
import type { GuardSettings, TargetRef } from "./settings.ts";

/** Rules that hold in every life of a team, whoever asks its guard and when. */

const SEEDS = 60;

const THINGS: readonly TargetRef[] = [
  { kind: "heartbeat", id: NIGHTLY.id },
  { kind: "heartbeat", id: MINUTELY.id },
  { kind: "monitor", id: "mon_api" },
];
const NAMES: Record<string, TargetRef[]> = { backup: [], minutely: [], api: [], nope: [] };
for (const [i, name] of ["backup", "minutely", "api"].entries()) NAMES[name] = THINGS.slice(i, i + 1);

const names = fc.subarray(Object.keys(NAMES), { maxLength: 2 });
const request = fc.record({
  rid: fc.constantFrom(rid(1), rid(2), rid(3), null),
  ttlSeconds: fc.constantFrom(null, 60, 7_200),
  require: fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: names }),
  facts: fc.constantFrom<Record<string, number>>({ deleted: 1 }, { deleted: 1 }, { deleted: 11 }, {}),
  dry: fc.constantFrom(false, false, true),
});

type Step =
  | { kind: "ask"; request: Omit<GuardRequest, "at"> }
  | { kind: "release" | "end"; rid: string }
  | { kind: "heal" }
  | { kind: "judge" }
  | { kind: "live"; move: Move };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("ask" as const), request }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("release" as const, "end" as const),
      rid: fc.constantFrom(rid(1), rid(2), rid(3)),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: "heal" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "judge" as const }) },
);

/** A guard's settings, and what happens: the steps of a random team's life with questions in between. */
const story = fc.record({
  requires: fc.subarray([...THINGS]).map((all) => all.map(({ kind, id }) => needs(kind, id))),
  quietSeconds: fc.constantFrom(0, 0, 1_800),
  rules: fc.constantFrom<GuardSettings["rules"]>([], [{ kind: "fact", metric: "deleted", op: "<=", value: 10 }]),
  steps: fc.tuple(life, fc.array(step, { minLength: 10, maxLength: 60, size: "max" })).chain(([moves, steps]) => {
    const all: Step[] = [...moves.map((move): Step => ({ kind: "live", move })), ...steps];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  }),
});

/** What is read of a target without the code under test: up, and not expected yet. */
function isUp(world: GuardWorld, { kind, id }: TargetRef): boolean {
  if (kind === "monitor") return monitorOf(world.state, id)?.status === "up";
  const state = world.state.heartbeats[id];
  return state?.status === "up" && (state.expected === null || world.now < state.expected);
}

/** Everything that can be well becomes well: without it, few lives would ever see a go. */
function heal(world: GuardWorld): void {
  for (const { pingId, id } of [NIGHTLY, MINUTELY]) {
    if (world.state.heartbeats[id]) world.ping(pingId);
  }
  for (const page of Object.values(world.state.pages))
    if (page.state === "firing") world.act("ana", { kind: "ack" }, "app", page.id);
  world.checkAll();
}

type Look = (world: GuardWorld, step: Step) => void;

/** Plays a story; `look` is called instead of asking the guard, and must ask it. */
function tell({ requires, quietSeconds, rules, steps }: Parameters<typeof newStory>[0], look: Look): GuardWorld {
  const world = newStory({ requires, quietSeconds, rules, steps });
  heal(world);
  for (const each of steps) {
    if (each.kind === "live") play(world, each.move);
    else if (each.kind === "heal") heal(world);
    else if (each.kind === "judge") {
      world.record(passGuardTime(world.memory, world.now));
      world.record([revokeLease(world.scene, world.memory)]);
    } else if (each.kind === "release") world.record([releaseLease(world.memory, each.rid, "release")]);
    else if (each.kind === "end")
      world.record(freedByPing({ [world.guard.id]: world.memory }, "success", each.rid).map(({ event }) => event));
    look(world, each);
  }
  return world;
}

type Story = Pick<GuardSettings, "requires" | "quietSeconds" | "rules"> & { steps: readonly Step[] };
const newStory = ({ requires, quietSeconds, rules }: Story): GuardWorld =>
  new GuardWorld({ requires, quietSeconds, rules });

/** Checks a rule in every story; `look` gives how often the rule had something to say, which must not be never. */
function holdsInEvery(check: (told: Story, saw: () => void) => void): void {
  let seen = 0;
  fc.assert(
    fc.property(story, (told) => check(told, () => void (seen += 1))),
    { numRuns: SEEDS },
  );
  expect(seen).toBeGreaterThan(SEEDS / 4);
}

describe("a guard, in every life of its team", () => {
  it("never says go while anything that is required is not up, or while a page rings", () => {
    holdsInEvery((told, saw) => {
      tell(told, (world, each) => {
        if (each.kind !== "ask") return;
        if (world.ask(each.request).status !== 200) return;
        saw();
        const asked = each.request.require.flatMap((name) => NAMES[name] ?? []);
        for (const target of [...world.guard.requires, ...asked]) expect(isUp(world, target)).toBe(true);
        expect(each.request.require).not.toContain("nope");
        expect(Object.values(world.state.pages).filter(({ state }) => state === "firing")).toEqual([]);
      });
    });
  });

  it("never lets two runs hold a lease at once, and numbers leases upwards", () => {
    holdsInEvery((told, saw) => {
      let holder: { rid: string; until: number } | null = null;
      let last = 0;
      tell(told, (world, each) => {
        if ((each.kind === "release" || each.kind === "end") && holder?.rid === each.rid) holder = null;
        if (each.kind !== "ask") return;
        const { body } = world.ask(each.request);
        if (body.decision !== "go" || body.lease === null) return;
        const { rid: owner, seq, expires_at } = body.lease;
        if (holder !== null && world.now < holder.until) expect(owner).toBe(holder.rid);
        if (owner !== holder?.rid || world.now >= holder.until) {
          expect(seq).toBeGreaterThan(last);
          if (last > 0) saw();
        } else expect(seq).toBe(last);
        last = seq;
        holder = { rid: owner, until: Date.parse(expires_at) };
      });
    });
  });

  it("records nothing of a dry question, and answers it like a real one", () => {
    holdsInEvery((told, saw) => {
      tell(told, (world, each) => {
        if (each.kind !== "ask") return;
        const before = JSON.stringify(world.memory);
        const dry = world.ask({ ...each.request, dry: true });
        expect(dry.events).toEqual([]);
        expect(JSON.stringify(world.memory)).toBe(before);
        expect(world.ask({ ...each.request, dry: false }).status).toBe(dry.status);
        saw();
      });
    });
  });

  it("is never talked into go by more requirements", () => {
    holdsInEvery((told, saw) => {
      tell(told, (world, each) => {
        if (each.kind !== "ask") return;
        const holds = world.decide(each.request).status !== 200;
        for (const more of Object.keys(NAMES)) {
          const { status } = world.decide({ ...each.request, require: [...each.request.require, more] });
          if (holds) expect(status).not.toBe(200);
        }
        if (holds) saw();
        world.ask(each.request);
      });
    });
  });

  it("gives a run that asks again the lease that it has", () => {
    holdsInEvery((told, saw) => {
      tell(told, (world, each) => {
        if (each.kind !== "ask" || each.request.rid === null) return;
        const first = world.ask({ ...each.request, dry: false });
        if (first.status !== 200) return;
        const again = world.ask({ ...each.request, dry: false, ttlSeconds: 86_400 });
        expect(again.events).toEqual([]);
        expect(again).toMatchObject({ status: 200, body: { lease: first.body.lease } });
        saw();
      });
    });
  });

  it("says the same after its memory was written down and read again", () => {
    holdsInEvery((told, saw) => {
      const world = tell(told, (live, each) => {
        if (each.kind === "ask") live.ask(each.request);
      });
      expect(JSON.parse(JSON.stringify(world.memory))).toEqual(world.memory);
      expect(world.told.filter(({ kind }) => kind === "guard.leased").length).toBe(world.memory.seq);
      if (world.memory.seq > 0) saw();
    });
  });
});

it("holds for a whole day of silence", () => {
  const world = new GuardWorld({ requires: [needs("heartbeat", MINUTELY.id)], quietSeconds: 0 });
  world.ping(MINUTELY.pingId);
  expect(world.decide().status).toBe(200);
  for (let passed = MINUTE; passed < DAY; passed += HOUR) {
    world.pass(HOUR);
    expect(world.decide().status).toBe(409);
  }
});
