import { describe, expect, it } from "vitest";
import { restoreMonitor, type LastVote } from "./restore.ts";
import { lapse } from "./apply.ts";
import { asked, dueChecks } from "./schedule.ts";
import { dueAt } from "./tick.ts";
import { armMonitor, type CheckSettings, type MonitorState } from "./verdict.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";

const TEAM = { id: "team_1", monitors: 1 };
const settings: CheckSettings = {
  id: "mon_1",
  revision: 1,
  intervalSeconds: 60,
  timeoutMs: 10_000,
  recoverySeconds: 60,
  regions: ["weur", "enam", "apac"],
  everyRegion: false,
  check: { type: "http" },
};
const MONTH_AGO = 1_800_000_000_000;
const NOW = MONTH_AGO + 30 * DAY;
/** Folded from events alone: its last one was a month ago. */
const folded: MonitorState = {
  ...armMonitor(MONTH_AGO),
  armedAt: null,
  status: "up",
  beneath: "up",
  lastVoteAt: MONTH_AGO,
};
const vote = (at: number, region: LastVote["region"] = "weur"): LastVote => ({
  monitor: "mon_1",
  region,
  colo: "FRA",
  at,
  ok: true,
  ms: 40,
});
/** What happens at the first look after the restart. */
function look(state: MonitorState, now: number, of = settings) {
  const { state: lapsed, verdict } = lapse(of, state, now);
  const asks = dueChecks(of, lapsed, TEAM, now);
  return { verdict, asks, missed: asked(of, lapsed, asks, now).missed };
}

describe("a healthy monitor after a restart", () => {
  it("would be unknown for a month by its events alone", () => {
    expect(look(folded, NOW).verdict).toMatchObject({ to: "unknown" });
  });

  it("goes on where the samples left it: every slot since runs once, nothing is missed or unknown", () => {
    const lastSlot = dueAt(settings, TEAM, MINUTE, NOW - 2 * MINUTE);
    const memory = { dispatchedThrough: lastSlot, lastVotes: [vote(lastSlot), vote(lastSlot - MINUTE, "enam")] };
    const back = lastSlot + MINUTE + 5 * SECOND;
    const state = restoreMonitor(settings, folded, TEAM, memory, back);
    expect(state).toMatchObject({ lastVoteAt: lastSlot, through: lastSlot });
    expect(Object.keys(state.regions)).toEqual(["weur", "enam"]);
    const { verdict, asks, missed } = look(state, back);
    expect({ verdict, ticks: asks.map(({ tick }) => tick), missed }).toEqual({
      verdict: null,
      ticks: [lastSlot + MINUTE],
      missed: 0,
    });
    expect(look(restoreMonitor(settings, folded, TEAM, memory, lastSlot + 1), lastSlot + 1).asks).toEqual([]);
  });

  it("is not unknown for votes of the last minute, which were never written", () => {
    const fast = { ...settings, intervalSeconds: 20 };
    const memory = { dispatchedThrough: NOW - 62 * SECOND, lastVotes: [vote(NOW - 65 * SECOND)] };
    const state = restoreMonitor(fast, folded, TEAM, memory, NOW);
    expect(look(state, NOW, fast)).toMatchObject({ verdict: null, asks: [{}] });
    expect(lapse(fast, state, NOW + MINUTE).verdict).toMatchObject({ to: "unknown" });
  });

  it("is unknown for a real gap, from the expiry of its last vote on", () => {
    const memory = { dispatchedThrough: NOW - HOUR, lastVotes: [vote(NOW - HOUR)] };
    const { verdict, missed } = look(restoreMonitor(settings, folded, TEAM, memory, NOW), NOW);
    expect(verdict).toMatchObject({ to: "unknown", startedAt: NOW - HOUR + 2 * MINUTE });
    expect(missed).toBeGreaterThanOrEqual(58);
  });

  it("is given the time until its next slot when the samples hold no vote of it at all", () => {
    const daily: CheckSettings = { ...settings, intervalSeconds: 86_400, check: { type: "domain" } };
    const memory = { dispatchedThrough: NOW - 10 * SECOND, lastVotes: [] };
    const state = restoreMonitor(daily, folded, TEAM, memory, NOW);
    const next = dueAt(daily, TEAM, DAY, NOW);
    expect(lapse(daily, state, next + 14 * SECOND).verdict).toBeNull();
    expect(lapse(daily, state, next + 16 * SECOND).verdict).toMatchObject({ to: "unknown" });
  });
});

describe("an open round after a restart", () => {
  it("is asked again, and its tick is not passed over", () => {
    const asks = dueChecks(settings, folded, TEAM, NOW);
    const open = asked(settings, folded, asks, NOW);
    const memory = { dispatchedThrough: NOW, lastVotes: [] };
    const state = restoreMonitor(settings, open, TEAM, memory, NOW + 3 * SECOND);
    expect(dueChecks(settings, state, TEAM, NOW + 3 * SECOND)).toEqual(asks);
  });

  it("leaves a paused monitor alone", () => {
    const paused: MonitorState = { ...folded, status: "paused" };
    expect(restoreMonitor(settings, paused, TEAM, { dispatchedThrough: NOW, lastVotes: [] }, NOW)).toBe(paused);
  });
});
