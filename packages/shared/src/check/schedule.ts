import { expiresAt } from "./apply.ts";
import { electorateOf } from "./electorate.ts";
import { asksOf, purposeOf, wanted } from "./judge.ts";
import type { Ask, Asked, Round } from "./round.ts";
import type { Region } from "./region.ts";
import { dueAt, rotated, tickAt, turnOrder, type TeamScale } from "./tick.ts";
import { dropRound, isUnseen, sightedRegions, type CheckSettings, type MonitorState } from "./verdict.ts";
import { currentInterval, overdueAt } from "./patience.ts";
import { earliest, type Instant } from "../time.ts";

/** What a monitor must ask, and when it next needs attention. Spec "checks" §2. */

/**
 * The checks that are due now; record them with {@link asked} before they are sent. Call `lapse` first. Of several overdue
 * ticks only the newest runs; a tick due while a round is open is absorbed by it.
 */
export function dueChecks(settings: CheckSettings, state: MonitorState, team: TeamScale, now: Instant): Ask[] {
  if (state.status === "paused") return [];
  if (state.round !== null) return dueInRound(settings, state, state.round, now);
  const sighted = sightedRegions(settings, state);
  if (state.armedAt !== null) return now >= state.armedAt ? opening(settings, state.armedAt, sighted) : [];
  const { n, due } = tickAt(settings, team, currentInterval(settings, state), now);
  if (due <= state.through) return [];
  if (settings.everyRegion) return opening(settings, due, sighted);
  const order = turnOrder(settings, n).filter((region) => sighted.includes(region));
  return opening(settings, due, turnOf(state, order));
}

/** Whose turn it is, with the next one beside a REGIONAL region, and everyone who is watched. */
function turnOf(state: MonitorState, order: readonly Region[]): Region[] {
  const [turn] = order;
  if (turn === undefined) return [];
  const beside =
    state.regional[turn] === undefined ? undefined : order.find((region) => state.regional[region] === undefined);
  const watched = state.watched.filter((region) => order.includes(region));
  return [...new Set([turn, ...(beside === undefined ? [] : [beside]), ...watched])];
}

const opening = (settings: CheckSettings, tick: Instant, regions: readonly Region[]): Ask[] =>
  asksOf(settings, { tick, attempt: 1 }, regions, "routine");

function dueInRound(settings: CheckSettings, state: MonitorState, round: Round, now: Instant): Ask[] {
  const overdue = overdueAt(settings, state);
  const sighted = sightedRegions(settings, state);
  if (overdue !== null && now >= overdue) return opening(settings, now, afterSilence(settings, round, sighted));
  if (round.againAt === null) return asksOf(settings, round, wanted(settings, state), purposeOf(state));
  if (now < round.againAt) return [];
  const { sighted: voters } = electorateOf(settings, state);
  const same = round.votes.map(({ region }) => region).filter((region) => voters.includes(region));
  return asksOf(
    settings,
    { tick: round.tick, attempt: round.attempt + 1 },
    same.length > 0 ? same : sighted,
    "confirm",
  );
}

/** One sighted region that did not keep us waiting, next in rotation after the one that did. */
function afterSilence(settings: CheckSettings, round: Round, sighted: readonly Region[]): Region[] {
  const silent = silentRegions(round);
  const last = silent.at(-1);
  const order = rotated(settings.regions, last === undefined ? 0 : settings.regions.indexOf(last) + 1);
  const candidates = order.filter((region) => sighted.includes(region));
  return [...candidates.filter((region) => !silent.includes(region)), ...candidates].slice(0, 1);
}

const silentRegions = (round: Round): Region[] =>
  round.asked.filter(({ reply }) => reply === "awaited").map(({ region }) => region);

/** Records that these checks (of one tick) were sent at `now`. Idempotent for the same asks but for their instant. */
export function asked(settings: CheckSettings, state: MonitorState, asks: readonly Ask[], now: Instant): MonitorState {
  const [first] = asks;
  if (first === undefined) return state;
  const entries = asks.map(({ region, purpose }): Asked => ({ region, at: now, purpose, reply: "awaited" }));
  const { round } = state;
  if (round === null || round.tick !== first.tick)
    return { ...begun(settings, state, first, now), round: newRound(first, entries) };
  if (first.attempt > round.attempt) {
    return {
      ...state,
      round: { ...round, attempt: first.attempt, turns: entries.length, asked: entries, votes: [], againAt: null },
    };
  }
  const again = new Set(entries.map(({ region }) => region));
  return {
    ...state,
    round: { ...round, asked: [...round.asked.filter(({ region }) => !again.has(region)), ...entries] },
  };
}

const newRound = ({ tick, revision, attempt }: Ask, entries: Asked[]): Round => ({
  tick,
  revision,
  attempt,
  turns: entries.length,
  asked: entries,
  votes: [],
  failedAt: null,
  failed: [],
  againAt: null,
});

/** The state as a new round opens: ticks that were skipped are missed, a round that got no answer is given up, its silent regions blind. */
function begun(settings: CheckSettings, state: MonitorState, first: Ask, now: Instant): MonitorState {
  if (state.round !== null) {
    const blind = { ...state.blind, ...Object.fromEntries(silentRegions(state.round).map((region) => [region, now])) };
    return { ...dropRound(state, now), blind, missed: state.missed + 1 };
  }
  if (state.armedAt !== null) return { ...state, armedAt: null };
  const skipped = Math.max(0, Math.ceil((first.tick - state.through) / currentInterval(settings, state)) - 1);
  return { ...state, missed: state.missed + skipped };
}

/** Stands for "at once", whatever the time is. */
export const AT_ONCE: Instant = 0;

/**
 * The earliest instant at which this monitor needs attention by itself (`lapse`, then `dueChecks`); null: never. It depends
 * on nothing but what is given, so it holds until the state changes.
 */
export function nextMonitorDue(settings: CheckSettings, state: MonitorState, team: TeamScale): Instant | null {
  if (state.status === "paused") return null;
  if (isUnseen(settings, state) && state.status !== "unknown") return AT_ONCE;
  const someone = sightedRegions(settings, state).length > 0;
  return earliest([expiresAt(settings, state), someone ? nextAsk(settings, state, team) : null]);
}

function nextAsk(settings: CheckSettings, state: MonitorState, team: TeamScale): Instant | null {
  if (state.round !== null) {
    if (wanted(settings, state).length > 0) return AT_ONCE;
    return earliest([state.round.againAt, overdueAt(settings, state)]);
  }
  return state.armedAt ?? dueAt(settings, team, currentInterval(settings, state), state.through);
}
