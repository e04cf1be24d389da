import { rotated } from "./tick.ts";
import { continentOf, type Region } from "./region.ts";
import type { Instant } from "../time.ts";

/** A round: all votes for one tick, and what they add up to. Spec "checks" §3.1 and §3.2. */

export type Purpose = "routine" | "confirm";

/** A check to be made. With monitor, revision, tick, attempt and region it names one result. */
export type Ask = {
  monitor: string;
  revision: number;
  /** The due instant of the tick. */
  tick: Instant;
  attempt: number;
  region: Region;
  purpose: Purpose;
};

export type Vote = { region: Region; colo: string; at: Instant; pass: boolean; hard: boolean; slow: boolean };

/** A region that was asked. `lost`: the answer can no longer come, ask again. */
export type Asked = { region: Region; at: Instant; purpose: Purpose; reply: "awaited" | "vote" | "void" | "lost" };

export type Round = {
  tick: Instant;
  revision: number;
  /** 1, or 2 once a soft quorum is asked again. */
  attempt: number;
  /** How many regions the attempt began with; a void turn passes on until so many have voted. */
  turns: number;
  asked: Asked[];
  /** Of the running attempt, in order of arrival. */
  votes: Vote[];
  /** When the round's first failing check was asked, of the regions that count. */
  failedAt: Instant | null;
  /** Regions that failed in any attempt. */
  failed: Region[];
  /** When a soft quorum is asked again. */
  againAt: Instant | null;
};

/** True while an answer may still come. */
export const awaiting = (round: Round): boolean => round.asked.some(({ reply }) => reply === "awaited");

/** How a round stands, votes of one place (colo) counted as one. */
export type Tally = { places: number; passing: number; failing: number; hard: number; k: number };

/** Who decides a round: the regions that may vote, and those whose votes stay out of it (REGIONAL ones). */
export type Electorate = { sighted: readonly Region[]; muted: readonly Region[] };

/** The votes that decide. */
export const countedVotes = (round: Round, { muted }: Electorate): Vote[] =>
  round.votes.filter(({ region }) => !muted.includes(region));

/**
 * Counts a round. A place fails only if all its votes fail. `k` is the places that voted and the sighted regions
 * that still may; a void vote lowers it.
 */
export function tally(round: Round, electorate: Electorate): Tally {
  const places = Map.groupBy(countedVotes(round, electorate), ({ colo }) => colo);
  const failed = [...places.values()].filter((votes) => votes.every(({ pass }) => !pass));
  const heard = new Set(
    round.asked.filter(({ reply }) => reply === "vote" || reply === "void").map(({ region }) => region),
  );
  return {
    places: places.size,
    passing: places.size - failed.length,
    failing: failed.length,
    hard: failed.filter((votes) => votes.some(({ hard }) => hard)).length,
    k: places.size + electorate.sighted.filter((region) => !heard.has(region)).length,
  };
}

/** At least two failing places, and more than half: fewer liars than that open nothing. */
export const hasQuorum = ({ failing, k }: Tally): boolean => failing >= 2 && failing > k / 2;

/** A quorum that decides as soon as it stands. */
export const hasHardQuorum = (count: Tally): boolean => hasQuorum(count) && count.hard >= 2;

/** Sighted regions that the running attempt has not asked, in rotation order after the last one asked. */
function unasked(round: Round, regions: readonly Region[], sighted: readonly Region[]): Region[] {
  const last = round.asked.at(-1)?.region;
  const start = last === undefined ? 0 : regions.indexOf(last) + 1;
  const taken = new Set(round.asked.map(({ region }) => region));
  return rotated(regions, start).filter((region) => sighted.includes(region) && !taken.has(region));
}

/** The regions a void turn passes to, so that as many vote as the attempt began with. */
export function replacements(round: Round, regions: readonly Region[], sighted: readonly Region[]): Region[] {
  const standing = round.asked.filter(({ reply }) => reply !== "void").length;
  return unasked(round, regions, sighted).slice(0, Math.max(0, round.turns - standing));
}

/**
 * The regions that must confirm or refute the round's first failure: two (half of k if k ≥ 6), far from it and from
 * each other; if they disagree, all the rest. Empty when nobody failed or nobody is left.
 * @param colos where each region last ran, as far as known
 */
export function confirmers(
  round: Round,
  regions: readonly Region[],
  electorate: Electorate,
  colos: Partial<Record<Region, string>>,
): Region[] {
  const votes = countedVotes(round, electorate);
  const first = votes.find(({ pass }) => !pass);
  if (first === undefined) return [];
  const { k } = tally(round, electorate);
  const needed = k >= 6 ? Math.floor(k / 2) : 2;
  const others = round.asked.filter(
    ({ region, reply }) => region !== first.region && reply !== "void" && !electorate.muted.includes(region),
  );
  const free = unasked(round, regions, electorate.sighted);
  if (others.length < needed)
    return farthest(free, [first.region, ...others.map(({ region }) => region)], needed - others.length, colos);
  const heard = votes.filter(({ region }) => region !== first.region);
  const disagree = heard.some(({ pass }) => pass) && heard.some(({ pass }) => !pass);
  return disagree && !awaiting(round) ? free : [];
}

/** `count` of the candidates, each as far as possible (continent first, then colo) from all those taken before it. */
function farthest(
  candidates: readonly Region[],
  taken: readonly Region[],
  count: number,
  colos: Partial<Record<Region, string>>,
): Region[] {
  const chosen: Region[] = [];
  const nearness = (region: Region): number =>
    [...taken, ...chosen].reduce(
      (sum, other) =>
        sum + (isNear(other, region) ? 2 : 0) + (colos[other] !== undefined && colos[other] === colos[region] ? 1 : 0),
      0,
    );
  while (chosen.length < count) {
    const [next] = candidates
      .filter((region) => !chosen.includes(region))
      .toSorted((a, b) => nearness(a) - nearness(b));
    if (next === undefined) break;
    chosen.push(next);
  }
  return chosen;
}

/** On the same continent, as far as known. */
function isNear(one: Region, other: Region): boolean {
  const continent = continentOf(one);
  return continent !== null && continent === continentOf(other);
}
