import { describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../time.ts";
import type { SampleMemory } from "../check/restore.ts";
import { decide } from "./decide.ts";
import { evolve } from "./evolve.ts";
import { monitorEntries, monitorOf } from "./monitor-table.ts";
import { emptyState } from "./state.ts";
import { API, memberNamed, NIGHT, teamOf } from "./testing/team-config.ts";
import { TeamWorld } from "./testing/team-world.ts";
import { nextLook, restored } from "./watch-monitors.ts";

const MANY = 1_000;
const pass = { result: "pass" } as const;

function large(): TeamWorld {
  const monitors = Array.from({ length: MANY }, (_, n) => ({
    ...API,
    id: `mon_${String(n).padStart(4, "0")}`,
    intervalSeconds: 20,
  }));
  return new TeamWorld(teamOf([memberNamed("ana")], { monitors }), NIGHT);
}

describe("a team of a thousand monitors", () => {
  it("asks all that is due at once in one event, which is no history", () => {
    const world = large();
    const events = world.do({ kind: "look" });
    expect(events.map(({ kind }) => kind)).toEqual(["monitors.asked"]);
    expect(events[0]?.kind === "monitors.asked" ? events[0].data.asks.length : 0).toBe(3 * MANY);
    expect(world.log.map(({ kind }) => kind)).not.toContain("monitors.asked");
  });

  it("goes on after a restart from its samples: each monitor runs once, none is missed or unknown", () => {
    const world = large();
    world.passChecking(MINUTE, () => pass);
    const folded = world.log.reduce(evolve, emptyState());
    const memory: SampleMemory = {
      dispatchedThrough: world.now,
      lastVotes: monitorEntries(world.state).flatMap(([monitor, { regions }]) =>
        API.regions.flatMap((region) => {
          const vote = regions[region];
          return vote ? [{ monitor, region, colo: vote.colo, at: vote.at, ok: vote.ok, ms: vote.totalMs }] : [];
        }),
      ),
    };
    // Each of them has one slot in twenty seconds.
    const now = world.now + 20 * SECOND;
    const state = restored(folded, memory, now);
    expect(nextLook(state, now)).toBe(now);
    const events = decide(state, { kind: "look" }, now);
    expect(events.map(({ kind }) => kind)).toEqual(["monitors.asked"]);
    const [asked] = events;
    if (asked?.kind !== "monitors.asked") throw new Error("nothing was asked");
    expect(new Set(asked.data.asks.map(({ monitor }) => monitor)).size).toBe(MANY);
    const missed = Object.values(asked.data.after).reduce((sum, known) => sum + known.missed, 0);
    const before = monitorEntries(folded).reduce((sum, [, known]) => sum + known.missed, 0);
    expect(missed).toBe(before);
    expect(monitorEntries(state).every(([, { status }]) => status === "up")).toBe(true);
  });

  it("without samples is not unknown either: nobody knows what was missed", () => {
    const world = large();
    world.passChecking(MINUTE, () => pass);
    const folded = world.log.reduce(evolve, emptyState());
    const now = world.now + 10 * MINUTE;
    const events = decide(restored(folded, null, now), { kind: "look" }, now);
    expect(events.filter(({ kind }) => kind === "monitor.changed")).toEqual([]);
  });
});

it("a monitor keeps its last 60 answers, or 12 in a team of more than a thousand", () => {
  const kept = (others: number): number | undefined => {
    const monitors = [
      API,
      ...Array.from({ length: others }, (_, n) => ({ ...API, id: `mon_${n}`, intervalSeconds: 86_400 })),
    ];
    const world = new TeamWorld(teamOf([memberNamed("ana")], { monitors }), NIGHT);
    world.passChecking(80 * MINUTE, () => pass);
    return monitorOf(world.state, API.id)?.results.length;
  };
  expect(kept(0)).toBe(60);
  expect(kept(1_000)).toBe(12);
});

it("a state that was asked for its next look answers the same after it was copied", () => {
  const world = large();
  world.passChecking(MINUTE, () => pass);
  const copy = JSON.parse(JSON.stringify(world.state)) as typeof world.state;
  expect(nextLook(copy, world.now)).toBe(nextLook(world.state, world.now));
  expect(monitorOf(copy, "mon_0001")).toEqual(monitorOf(world.state, "mon_0001"));
});
