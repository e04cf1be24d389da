import { brokenRegions, exceedHalf, watchedAfter, withVotesOf } from "./regional.ts";
import { intermittentAfter, calmed, turned } from "./intermittent.ts";
import { slownessAfter } from "./degraded.ts";
import { countedVotes, tally, type Electorate, type Round } from "./round.ts";
import type { Move } from "./shown.ts";
import {
  dropRound,
  singleVantage,
  vantagesNeeded,
  withoutCounters,
  type CheckSettings,
  type MonitorState,
  type Recovery,
} from "./verdict.ts";
import { SECOND, type Instant } from "../time.ts";

/** How a round ends, and what the rounds so far add up to. Spec "checks" §3.2. */

/** A quorum failed: down since its first failing check, and nobody is watched any more. */
export function goDown(state: MonitorState, startedAt: Instant, now: Instant): Move {
  const counted = turned({ ...withoutCounters(dropRound(state, now)), rounds: state.rounds + 1 }, now);
  const down: MonitorState = { ...counted, failedRound: counted.rounds, status: "down", beneath: "down", startedAt };
  return { state: down, since: startedAt };
}

/** All votes are in and no quorum failed: a step of recovery while down, else one round more to add up. */
export function closeRound(
  settings: CheckSettings,
  state: MonitorState,
  round: Round,
  electorate: Electorate,
  now: Instant,
): Move {
  const closed = dropRound(state, now);
  if (round.votes.length === 0 || state.status === "unknown") return { state: closed };
  const counted = { ...closed, rounds: closed.rounds + 1 };
  return state.status === "down"
    ? recover(settings, counted, round, electorate, now)
    : settle(settings, counted, round, electorate, now);
}

/** While it is not down: regions that fail alone, rounds that are split, answers that are slow. */
function settle(
  settings: CheckSettings,
  state: MonitorState,
  round: Round,
  electorate: Electorate,
  now: Instant,
): Move {
  if (singleVantage(settings))
    return { state: standing(settings, intermittentAfter(state, round.failed, now), round, electorate, now) };
  const voted = withVotesOf(state, round);
  const broken = brokenRegions(state, voted);
  if (broken.length > 0 && exceedHalf(settings, voted))
    return goDown(state, Math.max(...broken.map((region) => voted.regional[region]?.since ?? now)), now);
  const split = round.failed.filter(
    (region) => voted.regional[region] === undefined && state.regional[region] === undefined,
  );
  const watching = { ...voted, watched: watchedAfter(voted, round) };
  return { state: standing(settings, intermittentAfter(watching, split, now), round, electorate, now) };
}

/** A first verdict of up, and how fast the answers come. */
const standing = (
  settings: CheckSettings,
  state: MonitorState,
  round: Round,
  electorate: Electorate,
  now: Instant,
): MonitorState => ({
  ...state,
  ...slownessAfter(state, countedVotes(round, electorate), vantagesNeeded(settings), now),
  status: "up",
  beneath: "up",
});

/** Two consecutive good rounds from two colos, and the recovery period between their ticks, so that a late alarm costs no round. */
function recover(
  settings: CheckSettings,
  before: MonitorState,
  round: Round,
  electorate: Electorate,
  now: Instant,
): Move {
  const failing = countedVotes(round, electorate).some(({ pass }) => !pass);
  const state = failing ? { ...before, failedRound: before.rounds } : before;
  const { passing, places } = tally(round, { sighted: [], muted: electorate.muted });
  if (passing <= places / 2) return { state: { ...state, recovery: null } };
  const recovery = extended(state.recovery, round);
  const lasted = round.tick - recovery.firstTick >= settings.recoverySeconds * SECOND;
  if (recovery.rounds < 2 || recovery.colos.length < vantagesNeeded(settings) || !lasted)
    return { state: { ...state, recovery } };
  const up: MonitorState = { ...turned(state, now), status: "up", beneath: "up", startedAt: null, recovery: null };
  return { state: calmed(up), since: recovery.firstAt, endedAt: recovery.firstAt };
}

function extended(before: Recovery | null, round: Round): Recovery {
  const good = round.votes.filter(({ pass }) => pass);
  const start = before ?? {
    firstTick: round.tick,
    firstAt: Math.min(...good.map(({ at }) => at)),
    rounds: 0,
    colos: [],
  };
  return { ...start, rounds: start.rounds + 1, colos: [...new Set([...start.colos, ...good.map(({ colo }) => colo)])] };
}
