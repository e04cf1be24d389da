import type { Region } from "./region.ts";
import type { Round } from "./round.ts";
import { regionalRegions } from "./shown.ts";
import { sightedRegions, type CheckSettings, type MonitorState } from "./verdict.ts";

/** REGIONAL: a region fails where others do not. Spec "checks" §3.2. */

const ROUNDS_TO_BREAK = 3;
const PASSES_TO_MEND = 2;

/**
 * Counts the votes of a round without quorum: a region that fails in three consecutive rounds it voted in is REGIONAL,
 * and one that is REGIONAL mends with two consecutive passes. Its lone failures are no sign of intermittence, the first
 * three included.
 */
export function withVotesOf(state: MonitorState, round: Round): MonitorState {
  return round.votes.reduce(
    (next, { region, pass, at }) =>
      next.regional[region] === undefined ? counted(next, region, pass, at) : mended(next, region, pass),
    state,
  );
}

function counted(state: MonitorState, region: Region, pass: boolean, at: number): MonitorState {
  const before = state.streaks[region];
  if (pass) return before === undefined ? state : { ...state, streaks: omit(state.streaks, region) };
  const streak = { since: at, round: state.rounds, ...before, rounds: (before?.rounds ?? 0) + 1 };
  if (streak.rounds < ROUNDS_TO_BREAK) return { ...state, streaks: { ...state.streaks, [region]: streak } };
  return {
    ...state,
    streaks: omit(state.streaks, region),
    regional: { ...state.regional, [region]: { since: streak.since, passes: 0 } },
    troubles: state.troubles
      .map((trouble) =>
        trouble.round < streak.round ? trouble : { ...trouble, failing: without(trouble.failing, region) },
      )
      .filter(({ failing, turned }) => turned || failing.length > 0),
  };
}

function mended(state: MonitorState, region: Region, pass: boolean): MonitorState {
  const known = state.regional[region];
  if (known === undefined) return state;
  const passes = pass ? known.passes + 1 : 0;
  if (passes >= PASSES_TO_MEND) return { ...state, regional: omit(state.regional, region) };
  return passes === known.passes
    ? state
    : { ...state, regional: { ...state.regional, [region]: { ...known, passes } } };
}

/** The regions that became REGIONAL from one state to the next. */
export const brokenRegions = (before: MonitorState, after: MonitorState): Region[] =>
  regionalRegions(after).filter((region) => before.regional[region] === undefined);

/** Whether REGIONAL regions are more than half of the sighted ones, by place. */
export function exceedHalf(settings: CheckSettings, state: MonitorState): boolean {
  const sighted = sightedRegions(settings, state);
  const places = (regions: readonly Region[]): number =>
    new Set(regions.map((region) => state.regions[region]?.colo ?? region)).size;
  const broken = places(sighted.filter((region) => state.regional[region] !== undefined));
  return broken >= 2 && broken > places(sighted) / 2;
}

/** Whom to ask at every tick from now on: who failed and has not passed since, and REGIONAL regions that passed once. */
export function watchedAfter(state: MonitorState, round: Round): Region[] {
  const failing = round.votes.filter(({ pass }) => !pass).map(({ region }) => region);
  const suspects = [...state.watched, ...failing].filter((region) => state.regional[region] === undefined);
  const mending = regionalRegions(state).filter((region) => state.regional[region]?.passes !== 0);
  return [...new Set([...suspects, ...mending])];
}

function omit<T>(record: Partial<Record<Region, T>>, region: Region): Partial<Record<Region, T>> {
  const { [region]: _gone, ...rest } = record;
  return rest as Partial<Record<Region, T>>;
}

const without = (regions: readonly Region[], region: Region): Region[] => regions.filter((other) => other !== region);
