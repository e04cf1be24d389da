import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Region } from "./settings.ts";
import { simulate, type Reply } from "./testing/simulate.ts";
import { armMonitor, type CheckSettings, type MonitorState } from "./verdict.ts";
import { SECOND } from "../time.ts";

/** Spec "checks" §9: no false DOWN when any one region lies, lags or is blind, and a real outage is not missed. */

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
  fc.constant<Partial<Reply>>({ result: "pass" }),
  fc
    .constantFrom("http_status", "timeout_ttfb", "connection_reset", "keyword_missing")
    .map((cause): Partial<Reply> => ({ result: "fail", cause: cause as NonNullable<Reply["cause"]> })),
  fc.boolean().map((blind): Partial<Reply> => ({ result: "void", blind })),
);
const lie = fc.record({ what: anyReply, afterMs: fc.integer({ min: 0, max: 12_000 }) });

/** A world whose last ⌊(k−1)/2⌋ regions (by `shift`) say whatever comes to mind, while the others tell the truth. */
const world = (maxRegions: number) =>
  fc.record({
    regions: fc.integer({ min: 3, max: maxRegions }),
    shift: fc.nat(6),
    everyRegion: fc.boolean(),
    interval: fc.constantFrom(20, 60, 300),
    id: fc.integer({ min: 0, max: 999 }).map((n) => `mon_${n}`),
    lies: fc.array(lie, { minLength: 1, maxLength: 60 }),
  });

type Case = {
  regions: number;
  shift: number;
  everyRegion: boolean;
  interval: number;
  id: string;
  lies: { what: Partial<Reply>; afterMs: number }[];
};

function isLiar({ regions, shift }: Case, region: Region): boolean {
  return (ALL.indexOf(region) + shift) % regions < Math.floor((regions - 1) / 2);
}

function play(one: Case, truth: Reply["result"], start: MonitorState) {
  let told = 0;
  const settings = settingsOf(one.regions, one.everyRegion, one.interval, one.id);
  const reply = (region: Region): Reply => {
    const base = {
      colo: region,
      result: truth,
      afterMs: 100,
      ...(truth === "fail" ? { cause: "http_status" as const } : {}),
    };
    const fib = isLiar(one, region) ? one.lies[told++ % one.lies.length] : undefined;
    return fib === undefined ? base : { colo: region, result: "pass", ...fib.what, afterMs: fib.afterMs };
  };
  return simulate(
    {
      settings,
      team: TEAM,
      from: START,
      until: START + 40 * one.interval * SECOND,
      reply: ({ region }) => reply(region),
    },
    start,
  );
}

describe("lying regions", () => {
  it("open nothing", () => {
    fc.assert(
      fc.property(world(7), (one) => {
        const { verdicts } = play(one, "pass", standing("up"));
        expect(verdicts.filter(({ to }) => to === "down")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  // Two liars can be neighbours in a rotation that asks one region a tick; with up to four regions there is only one.
  it("close nothing", () => {
    fc.assert(
      fc.property(
        world(7).filter(({ regions, everyRegion }) => everyRegion || regions <= 4),
        (one) => {
          const { verdicts } = play(one, "fail", standing("down"));
          expect(verdicts.filter(({ to }) => to === "up")).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("do open it once they are a majority (the property above can fail)", () => {
    const one: Case = {
      regions: 3,
      shift: 0,
      everyRegion: true,
      interval: 60,
      id: "mon_1",
      lies: [{ what: { result: "fail", cause: "http_status" }, afterMs: 0 }],
    };
    const settings = settingsOf(3, true, 60, one.id);
    const { verdicts } = simulate(
      {
        settings,
        team: TEAM,
        from: START,
        until: START + 300 * SECOND,
        reply: ({ region }) => ({
          colo: region,
          afterMs: 0,
          ...(region === "apac" ? { result: "pass" } : { result: "fail", cause: "http_status" }),
        }),
      },
      standing("up"),
    );
    expect(verdicts.map(({ to }) => to)).toEqual(["down"]);
  });
});

describe("a real outage", () => {
  const outage = fc.record({
    interval: fc.constantFrom(20, 30, 60, 120, 300),
    after: fc.integer({ min: 0, max: 900_000 }),
    lag: fc.integer({ min: 0, max: 10_000 }),
    hard: fc.boolean(),
    id: fc.integer({ min: 0, max: 999 }).map((n) => `mon_${n}`),
    odd: fc.constantFrom<"none" | "blind" | "passes">("none", "blind", "passes"),
  });

  it("is seen within the worst case, with one region of three blind or lying", () => {
    fc.assert(
      fc.property(outage, ({ interval, after, lag, hard, id, odd }) => {
        const settings = settingsOf(3, false, interval, id);
        const breaks = START + 2 * interval * SECOND + after;
        const lost = odd === "passes" ? 2 : 1;
        const worst = lost * interval * SECOND + 2 * lag + (hard ? 0 : 30 * SECOND + lag);
        const { verdicts } = simulate(
          {
            settings,
            team: TEAM,
            from: START,
            until: breaks + worst,
            reply: ({ region }, at) => {
              if (region === "apac" && odd === "blind")
                return { colo: region, result: "void", blind: true, afterMs: 0 };
              if (at < breaks || (region === "apac" && odd === "passes"))
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
});
