import { describe, expect, it } from "vitest";
import { applyResult } from "./apply.ts";
import { asked, dueChecks, nextMonitorDue } from "./schedule.ts";
import { againDelay, dueAt, phaseOf, tickAt, turnOrder } from "./tick.ts";
import { armMonitor, type CheckSettings, type MonitorState } from "./verdict.ts";
import { pauseMonitor, restartMonitor, reviseMonitor } from "./handle.ts";
import { MINUTE, SECOND } from "../time.ts";

const NOW = 1_800_000_000_000;
const SMALL = { id: "team_a", monitors: 3 };
const settings: CheckSettings = {
  id: "mon_a",
  revision: 4,
  intervalSeconds: 60,
  timeoutMs: 10_000,
  recoverySeconds: 60,
  regions: ["weur", "enam", "apac"],
  everyRegion: false,
  check: { type: "http" },
};
const up: MonitorState = { ...armMonitor(NOW), armedAt: null, status: "up", beneath: "up", lastVoteAt: NOW };

describe("ticks", () => {
  it("lie on a 15 s grid in small teams, on 500 ms in large ones, shifted by team", () => {
    const shift = phaseOf({ id: "x", intervalSeconds: 15 }, SMALL, 15 * SECOND);
    for (const id of ["mon_a", "mon_b", "mon_c", "mon_d"]) {
      expect((phaseOf({ id, intervalSeconds: 60 }, SMALL, MINUTE) - shift) % (15 * SECOND)).toBe(0);
      expect((phaseOf({ id, intervalSeconds: 60 }, { ...SMALL, monitors: 101 }, MINUTE) - shift) % 500).toBe(0);
    }
    expect(phaseOf(settings, { ...SMALL, id: "team_b" }, MINUTE)).not.toBe(phaseOf(settings, SMALL, MINUTE));
  });

  it("come every interval and name themselves by their due instant", () => {
    const first = dueAt(settings, SMALL, MINUTE, NOW);
    expect(first).toBeGreaterThan(NOW);
    expect(first - NOW).toBeLessThanOrEqual(MINUTE);
    expect(tickAt(settings, SMALL, MINUTE, first).due).toBe(first);
    expect(tickAt(settings, SMALL, MINUTE, first + MINUTE - 1).due).toBe(first);
    expect(dueAt(settings, SMALL, MINUTE, first)).toBe(first + MINUTE);
  });

  it("rotate over all regions", () => {
    const turns = [0, 1, 2, 3].map((n) => turnOrder(settings, n)[0]);
    expect(new Set(turns.slice(0, 3)).size).toBe(3);
    expect(turns[3]).toBe(turns[0]);
    expect(againDelay("mon_a")).toBeGreaterThanOrEqual(20_000);
    expect(againDelay("mon_a")).toBeLessThanOrEqual(30_000);
  });
});

describe("what is due", () => {
  it("is all regions at once for a new monitor, and nothing for a paused one", () => {
    const fresh = armMonitor(NOW);
    expect(dueChecks(settings, fresh, SMALL, NOW).map(({ region }) => region)).toEqual(settings.regions);
    expect(nextMonitorDue(settings, fresh, SMALL)).toBe(NOW);
    expect(dueChecks(settings, pauseMonitor(up, NOW), SMALL, NOW + MINUTE)).toEqual([]);
    expect(nextMonitorDue(settings, pauseMonitor(up, NOW), SMALL)).toBeNull();
  });

  it("is every region at each tick, where that is set, but for those that are blind", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    const every = { ...settings, everyRegion: true };
    const regions = (state: MonitorState) => dueChecks(every, state, SMALL, tick).map(({ region }) => region);
    expect(regions(up)).toEqual(["weur", "enam", "apac"]);
    expect(regions({ ...up, blind: { enam: NOW } })).toEqual(["weur", "apac"]);
  });

  it("is the next region too on the turn of a REGIONAL one", () => {
    const regional: MonitorState = { ...up, regional: { weur: { since: NOW, passes: 0 } } };
    const turns = [1, 2, 3].map((n) =>
      dueChecks(settings, regional, SMALL, dueAt(settings, SMALL, MINUTE, NOW) + n * MINUTE).map(
        ({ region }) => region,
      ),
    );
    expect(turns.map((regions) => regions.length).toSorted()).toEqual([1, 1, 2]);
    expect(turns.find((regions) => regions.length === 2)).toEqual(["weur", "enam"]);
  });

  it("waits for the open round when all regions are asked for meanwhile", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    const waiting = { ...asked(settings, up, dueChecks(settings, up, SMALL, tick), tick), armedAt: tick + SECOND };
    expect(dueChecks(settings, waiting, SMALL, tick + 2 * SECOND)).toEqual([]);
    const rested = { ...waiting, round: null, through: tick };
    expect(dueChecks(settings, rested, SMALL, tick + 2 * SECOND)).toHaveLength(3);
  });

  it("is only the newest of several overdue ticks; the rest are counted as missed", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    const late = tick + 3 * MINUTE + 100;
    const [ask, ...others] = dueChecks(settings, up, SMALL, late);
    expect(others).toEqual([]);
    expect(ask?.tick).toBe(tick + 3 * MINUTE);
    const after = asked(settings, up, ask === undefined ? [] : [ask], late);
    expect(after.missed).toBe(3);
    expect(dueChecks(settings, after, SMALL, late)).toEqual([]);
  });

  it("never repeats a tick when the clock jumps back", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    expect(dueChecks(settings, { ...up, through: tick }, SMALL, tick)).toEqual([]);
    expect(dueChecks(settings, { ...up, through: tick }, SMALL, tick - 3 * MINUTE)).toEqual([]);
  });

  it("passes from a silent region to another one, which stays out until it sees again", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    const waiting = asked(settings, up, dueChecks(settings, up, SMALL, tick), tick);
    const silent = waiting.round?.asked[0]?.region;
    const watchdog = tick + 2 * MINUTE + 15_000;
    expect(nextMonitorDue(settings, waiting, SMALL)).toBe(watchdog);
    expect(dueChecks(settings, waiting, SMALL, watchdog - 1)).toEqual([]);
    const [other] = dueChecks(settings, waiting, SMALL, watchdog);
    expect(other?.region).not.toBe(silent);
    const after = asked(settings, waiting, other === undefined ? [] : [other], watchdog);
    expect(after.missed).toBe(1);
    expect(Object.keys(after.blind)).toEqual([silent]);
  });

  it("is the open round again after a restart", () => {
    const tick = dueAt(settings, SMALL, MINUTE, NOW);
    const asks = dueChecks(settings, up, SMALL, tick);
    const restarted = restartMonitor(asked(settings, up, asks, tick));
    expect(dueChecks(settings, restarted, SMALL, tick + 3_000)).toEqual(asks);
  });
});

describe("answers that must not count", () => {
  const tick = dueAt(settings, SMALL, MINUTE, NOW);
  const asks = dueChecks(settings, up, SMALL, tick);
  const waiting = asked(settings, up, asks, tick);
  const region = asks[0]?.region ?? "weur";
  const fail = {
    region,
    tick,
    attempt: 1,
    revision: 4,
    colo: "FRA",
    result: "fail" as const,
    cause: "http_status" as const,
    totalMs: 5,
  };

  it.each([
    ["of another tick", { ...fail, tick: tick - MINUTE }],
    ["of another attempt", { ...fail, attempt: 2 }],
    ["of an older revision", { ...fail, revision: 3 }],
    [
      "from a region that was not asked",
      { ...fail, region: settings.regions.find((other) => other !== region) ?? "apac" },
    ],
  ])("%s", (_what, outcome) => {
    expect(applyResult(settings, waiting, outcome, tick).state).toBe(waiting);
  });

  it("twice", () => {
    const once = applyResult(settings, waiting, fail, tick).state;
    expect(once.status).toBe("suspect");
    expect(applyResult(settings, once, fail, tick).state).toBe(once);
  });

  it("later than two intervals: void, the turn passes on", () => {
    const step = applyResult(settings, waiting, fail, tick + 2 * MINUTE + 1);
    expect(step.state.status).toBe("up");
    expect(step.state.results[0]).toMatchObject({ void: true });
    expect(step.ask).toHaveLength(1);
  });

  it("asked before an edit", () => {
    const edited = reviseMonitor({ ...settings, revision: 5 }, waiting, tick);
    expect(applyResult({ ...settings, revision: 5 }, edited, fail, tick).state).toBe(edited);
    expect(dueChecks({ ...settings, revision: 5 }, edited, SMALL, tick)).toHaveLength(3);
  });
});
