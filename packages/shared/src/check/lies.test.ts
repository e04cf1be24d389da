import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Region } from "./region.ts";
import { simulate, type History, type Reply } from "./testing/simulate.ts";
import { armMonitor, type CheckSettings, type MonitorState } from "./verdict.ts";
import { MINUTE, SECOND } from "../time.ts";

/** Spec "checks" §9: no false DOWN when any one region lies, lags or is blind, and a real outage is not missed. */

vi.setConfig({ testTimeout: 60_000 });

const TEAM = { id: "team_1", monitors: 1 };
const START = 1_800_000_000_000;
const ALL = ["weur", "enam", "apac", "r3", "r4", "r5", "r6"] as Region[];

const settingsOf = (regions: number, everyRegion: boolean, intervalSeconds: number, id: string): CheckSettings => ({
  id,
  revision: 1,
  intervalSeconds,
  timeoutMs: 10 * SECOND,
  recoverySeconds: 60,
  regions: ALL.slice(0, regions),
  everyRegion,
  check: { type: "http" },
});

const standing = (status: "up" | "down"): MonitorState => ({
  ...armMonitor(START),
  armedAt: null,
  status,
  beneath: status,
  lastVoteAt: START,
  startedAt: status === "down" ? START : null,
});

const anyReply = fc.oneof(
  fc.boolean().map((slow): Partial<Reply> => ({ result: "pass", slow })),
  fc
    .constantFrom("http_status", "timeout_ttfb", "connection_reset", "keyword_missing")
    .map((cause): Partial<Reply> => ({ result: "fail", cause: cause as NonNullable<Reply["cause"]> })),
  fc.boolean().map((blind): Partial<Reply> => ({ result: "void", blind })),
);
const lie = fc.record({ what: anyReply, afterMs: fc.integer({ min: 0, max: 12_000 }) });
type Lie = { what: Partial<Reply>; afterMs: number };

/** A world in which some regions (chosen by `shift`) say whatever comes to mind, while the others tell the truth, now fast, now slow. */
const world = fc.record({
  regions: fc.integer({ min: 2, max: 7 }),
  shift: fc.nat(6),
  everyRegion: fc.boolean(),
  interval: fc.constantFrom(20, 60, 300),
  id: fc.integer({ min: 0, max: 999 }).map((n) => `mon_${n}`),
  lies: fc.array(lie, { minLength: 1, maxLength: 60 }),
  honestMs: fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 20 }),
});

type Case = {
  regions: number;
  shift: number;
  everyRegion: boolean;
  interval: number;
  id: string;
  lies: Lie[];
  honestMs: number[];
};

const fewerThanHalf = ({ regions }: Case): number => Math.floor((regions - 1) / 2);

const isLiar = ({ regions, shift }: Case, region: Region, liars: number): boolean =>
  (ALL.indexOf(region) + shift) % regions < liars;

type Play = {
  truth: Reply["result"];
  start: MonitorState;
  liars: number;
  rounds?: number;
  truthful?: (at: number) => boolean;
};

function play(one: Case, { truth, start, liars, rounds = 40, truthful = () => false }: Play): History {
  let [told, said] = [0, 0];
  const settings = settingsOf(one.regions, one.everyRegion, one.interval, one.id);
  const reply = (region: Region, at: number): Reply => {
    const afterMs = one.honestMs[said++ % one.honestMs.length] ?? 0;
    const cause = truth === "fail" ? { cause: "http_status" as const } : {};
    const fib = isLiar(one, region, liars) && !truthful(at) ? one.lies[told++ % one.lies.length] : undefined;
    return fib === undefined
      ? { colo: region, result: truth, afterMs, ...cause }
      : { colo: region, result: "pass", ...fib.what, afterMs: fib.afterMs };
  };
  const until = START + rounds * one.interval * SECOND;
  return simulate({ settings, team: TEAM, from: START, until, reply: ({ region }, at) => reply(region, at) }, start);
}

describe("lying regions", () => {
  it("open nothing, fewer than half of them", () => {
    fc.assert(
      fc.property(world, (one) => {
        const { verdicts } = play(one, { truth: "pass", start: standing("up"), liars: fewerThanHalf(one) });
        expect(verdicts.filter(({ to }) => to === "down")).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("open nothing when there is one of them, in two regions as in seven", () => {
    fc.assert(
      fc.property(world, (one) => {
        const { verdicts } = play(one, { truth: "pass", start: standing("up"), liars: 1 });
        expect(verdicts.filter(({ to }) => to === "down")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  // Two liars can be neighbours in a rotation that asks one region a tick; with up to four regions there is only one.
  it("close nothing", () => {
    fc.assert(
      fc.property(
        world.filter(({ regions, everyRegion }) => everyRegion || regions <= 4),
        (one) => {
          const { verdicts } = play(one, { truth: "fail", start: standing("down"), liars: fewerThanHalf(one) });
          expect(verdicts.filter(({ from, to }) => from === "down" && to !== "unknown")).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leave nothing behind: what they made of the monitor ends once they tell the truth", () => {
    fc.assert(
      fc.property(world, fc.constantFrom(1, 2), (one, liars) => {
        const calm = START + 60 * Math.min(one.interval, 60) * SECOND;
        // Blind and silent regions need their control targets to see again: none of these lies is one.
        const lies = one.lies.filter(({ what }) => what.result !== "void");
        const { state } = play(
          { ...one, lies: lies.length > 0 ? lies : [{ what: { result: "fail", cause: "http_status" }, afterMs: 0 }] },
          {
            truth: "pass",
            start: standing("up"),
            liars: Math.min(liars, one.regions - 1),
            rounds: 200,
            truthful: (at) => at >= calm,
          },
        );
        expect({ ...state.regional, intermittent: state.intermittent, degraded: state.degraded }).toEqual({
          intermittent: null,
          degraded: null,
        });
        expect({ status: state.status, watched: state.watched }).toEqual({ status: "up", watched: [] });
      }),
      { numRuns: 200 },
    );
  });

  it("do open it once they are a majority (the properties above can fail)", () => {
    const one: Case = {
      regions: 3,
      shift: 0,
      everyRegion: true,
      interval: 60,
      id: "mon_1",
      lies: [{ what: { result: "fail", cause: "http_status" }, afterMs: 0 }],
      honestMs: [0],
    };
    const { verdicts } = play(one, { truth: "pass", start: standing("up"), liars: 2 });
    expect(verdicts.map(({ to }) => to)).toEqual(["down"]);
  });
});

describe("a real outage", () => {
  const outage = fc.record({
    interval: fc.constantFrom(20, 30, 60, 120, 300),
    regions: fc.integer({ min: 2, max: 7 }),
    everyRegion: fc.boolean(),
    after: fc.integer({ min: 0, max: 900_000 }),
    lag: fc.integer({ min: 0, max: 10_000 }),
    hard: fc.boolean(),
    id: fc.integer({ min: 0, max: 999 }).map((n) => `mon_${n}`),
    odd: fc.constantFrom<"none" | "blind" | "passes">("none", "blind", "passes"),
  });

  it("is seen within the worst case, with one region blind or lying", () => {
    fc.assert(
      fc.property(outage, ({ interval, regions, everyRegion, after, lag, hard, id, odd }) => {
        // Of two regions, one that is blind leaves nobody to confirm, and one that passes is half of them.
        fc.pre(regions > 2 || odd === "none");
        const settings = settingsOf(regions, everyRegion, interval, id);
        const breaks = START + 2 * interval * SECOND + after;
        const oddOne = ALL[regions - 1];
        const lost = odd === "passes" && !everyRegion ? 2 : 1;
        // A confirmer that passes makes the rest be asked; the round before may still be open when it breaks.
        const asking = odd === "passes" ? 3 * lag : 2 * lag;
        const worst = lost * interval * SECOND + asking + (hard ? 0 : 30 * SECOND + lag);
        const { verdicts } = simulate(
          {
            settings,
            team: TEAM,
            from: START,
            until: breaks + worst,
            reply: ({ region }, at) => {
              if (region === oddOne && odd === "blind")
                return { colo: region, result: "void", blind: true, afterMs: 0 };
              if (at < breaks || (region === oddOne && odd === "passes"))
                return { colo: region, result: "pass", afterMs: 0 };
              return { colo: region, result: "fail", cause: hard ? "http_status" : "timeout_ttfb", afterMs: lag };
            },
          },
          standing("up"),
        );
        expect(verdicts.map(({ to }) => to)).toEqual(["down"]);
        expect(verdicts[0]?.startedAt).toBeGreaterThanOrEqual(breaks);
      }),
      { numRuns: 500 },
    );
  });

  it("is not seen from a probe that is silent: nothing is known then", () => {
    const probe: Region = "prb_01k000000000000000000000000";
    const settings: CheckSettings = { ...settingsOf(1, false, 60, "mon_1"), regions: [probe] };
    const { state, verdicts } = simulate(
      {
        settings,
        team: TEAM,
        from: START,
        until: START + 20 * MINUTE,
        reply: () => ({ colo: "node:1", result: "pass", afterMs: Infinity }),
      },
      standing("up"),
    );
    expect(verdicts.map(({ to }) => to)).toEqual(["unknown"]);
    expect(Object.keys(state.blind)).toEqual([probe]);
  });
});
