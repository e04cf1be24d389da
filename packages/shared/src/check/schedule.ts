import { expiresAt } from "./apply.ts";
import { asksOf, purposeOf, wanted } from "./judge.ts";
import type { Ask, Asked, Round } from "./round.ts";
import type { Region } from "./settings.ts";
import { dueAt, rotated, tickAt, turnOrder, type TeamScale } from "./tick.ts";
import {
  currentInterval,
  dropRound,
  overdueAt,
  sightedRegions,
  type CheckSettings,
  type MonitorState,
} from "./verdict.ts";
import { earliest, type Instant } from "../time.ts";

/** What a monitor must ask, and when it next needs attention. Spec "checks" §2. */

/**
 * The checks that are due now; record them with {@link asked} before they are sent. Call `lapse` first. Of several overdue
 * ticks only the newest runs; a tick due while a round is open is absorbed by it.
 */
export function dueChecks(settings: CheckSettings, state: MonitorState, team: TeamScale, now: Instant): Ask[] {
  if (state.status === "paused") return [];
  const sighted = sightedRegions(settings, state);
  if (state.armedAt !== null) return now >= state.armedAt ? opening(settings, state.armedAt, sighted) : [];
  if (state.round !== null) return dueInRound(settings, state, state.round, now);
  const { n, due } = tickAt(settings, team, currentInterval(settings, state), now);
  if (due <= state.through) return [];
  if (settings.everyRegion === true) return opening(settings, due, sighted);
  const turn = turnOrder(settings, n).find((region) => sighted.includes(region));
  const watched = state.watched.filter((region) => sighted.includes(region) && region !== turn);
  return turn === undefined ? [] : opening(settings, due, [turn, ...watched]);
}

const opening = (settings: CheckSettings, tick: Instant, regions: readonly Region[]): Ask[] =>
  asksOf(settings, { tick, attempt: 1 }, regions, "routine");

function dueInRound(settings: CheckSettings, state: MonitorState, round: Round, now: Instant): Ask[] {
  const overdue = overdueAt(settings, state);
  const sighted = sightedRegions(settings, state);
  if (overdue !== null && now >= overdue) return opening(settings, now, afterSilence(settings, round, sighted));
  if (round.againAt === null) return asksOf(settings, round, wanted(settings, state), purposeOf(state));
  if (now < round.againAt) return [];
  const same = round.votes.map(({ region }) => region).filter((region) => sighted.includes(region));
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
  againAt: null,
});

/** The state as a new round opens: ticks that were skipped are missed, a round that got no answer is given up, its silent regions blind. */
function begun(settings: CheckSettings, state: MonitorState, first: Ask, now: Instant): MonitorState {
  if (state.armedAt !== null) return { ...state, armedAt: null };
  if (state.round !== null) {
    const blind = { ...state.blind, ...Object.fromEntries(silentRegions(state.round).map((region) => [region, now])) };
    return { ...dropRound(state, now), blind, missed: state.missed + 1 };
  }
  const skipped = Math.max(0, Math.ceil((first.tick - state.through) / currentInterval(settings, state)) - 1);
  return { ...state, missed: state.missed + skipped };
}

/** The earliest instant at which this monitor needs attention by itself (`lapse`, then `dueChecks`); null: never. */
export function nextMonitorDue(
  settings: CheckSettings,
  state: MonitorState,
  team: TeamScale,
  now: Instant,
): Instant | null {
  if (state.status === "paused") return null;
  const sighted = sightedRegions(settings, state).length;
  if (sighted < 2 && state.status !== "unknown") return now;
  return earliest([expiresAt(settings, state), sighted > 0 ? nextAsk(settings, state, team, now) : null]);
}

function nextAsk(settings: CheckSettings, state: MonitorState, team: TeamScale, now: Instant): Instant | null {
  if (state.armedAt !== null) return state.armedAt;
  if (state.round === null) return dueAt(settings, team, currentInterval(settings, state), state.through);
  if (wanted(settings, state).length > 0) return now;
  return earliest([state.round.againAt, overdueAt(settings, state)]);
}
