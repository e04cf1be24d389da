import {
  awaiting,
  confirmers,
  hasHardQuorum,
  hasQuorum,
  replacements,
  tally,
  type Ask,
  type Purpose,
  type Round,
} from "./round.ts";
import type { Region } from "./settings.ts";
import { againDelay } from "./tick.ts";
import {
  dropRound,
  sightedRegions,
  type CheckSettings,
  type MonitorState,
  type Recovery,
  type Step,
  type Verdict,
} from "./verdict.ts";
import { SECOND, type Instant } from "../time.ts";

/** What the open round has come to, and what it needs next. Spec "checks" §3.2. */

/** Nothing to ask, no verdict. */
export const still = (state: MonitorState): Step => ({ state, ask: [], verdict: null });
/** Decides, asks on, waits, or closes the open round. */
export function judge(settings: CheckSettings, state: MonitorState, now: Instant): Step {
  const { round } = state;
  if (round === null || round.againAt !== null) return still(state);
  const count = tally(round, sightedRegions(settings, state));
  const complete = !awaiting(round);
  const counts = decides(state);
  if (counts && (hasHardQuorum(count) || (complete && round.attempt > 1 && hasQuorum(count))))
    return goDown(state, round, now);
  const doubted =
    counts && round.failedAt !== null && state.status !== "suspect"
      ? { ...state, status: "suspect" as const, since: now }
      : state;
  const regions = wanted(settings, doubted);
  if (regions.length > 0)
    return { state: doubted, ask: asksOf(settings, round, regions, purposeOf(doubted)), verdict: null };
  if (!complete) return still(doubted);
  if (counts && hasQuorum(count))
    return still({ ...doubted, round: { ...round, againAt: now + againDelay(settings.id) } });
  return close(settings, doubted, round, now);
}

/** The regions that the open round needs now, beyond those already asked. */
export function wanted(settings: CheckSettings, state: MonitorState): Region[] {
  const { round } = state;
  if (round === null || round.againAt !== null) return [];
  const sighted = sightedRegions(settings, state);
  const lost = round.asked.filter(({ reply }) => reply === "lost").map(({ region }) => region);
  const doubted = decides(state) && round.votes.some(({ pass }) => !pass);
  const more = doubted
    ? confirmers(round, settings.regions, sighted, colosOf(state))
    : replacements(round, settings.regions, sighted);
  return [...lost, ...more];
}

/** Asks for these regions, of a new round or the open one. */
export function asksOf(
  settings: CheckSettings,
  { tick, attempt }: Pick<Round, "tick" | "attempt">,
  regions: readonly Region[],
  purpose: Purpose,
): Ask[] {
  return regions.map((region) => ({
    monitor: settings.id,
    revision: settings.revision,
    tick,
    attempt,
    region,
    purpose,
  }));
}

/** Why the open round asks: to confirm a suspicion, or because it is time. */
export const purposeOf = ({ status }: MonitorState): Purpose => (status === "suspect" ? "confirm" : "routine");

/** Whether a failing quorum means anything now: not while down already, and not while nothing is known. */
const decides = ({ status }: MonitorState): boolean => status !== "down" && status !== "unknown";

function colosOf(state: MonitorState): Partial<Record<Region, string>> {
  return Object.fromEntries(Object.entries(state.regions).map(([region, { colo }]) => [region, colo]));
}

function goDown(state: MonitorState, round: Round, now: Instant): Step {
  const startedAt = round.failedAt ?? round.tick;
  const down = {
    ...dropRound(state, now),
    status: "down" as const,
    beneath: "down" as const,
    since: now,
    startedAt,
    watched: [],
    recovery: null,
  };
  return { state: down, ask: [], verdict: { from: state.beneath, to: "down", startedAt } };
}

/** A round without a quorum: a step of recovery while down, else the failing regions are watched and suspicion ends. */
function close(settings: CheckSettings, state: MonitorState, round: Round, now: Instant): Step {
  const closed = dropRound(state, now);
  if (round.votes.length === 0 || state.status === "unknown") return still(closed);
  if (state.status === "down") return recover(settings, closed, round, now);
  const failing = round.votes.filter(({ pass }) => !pass).map(({ region }) => region);
  const after = { ...closed, watched: [...new Set([...closed.watched, ...failing])] };
  if (state.beneath === "up") return still(after);
  return {
    state: { ...after, status: "up", beneath: "up", since: now },
    ask: [],
    verdict: { from: "new", to: "up", startedAt: now },
  };
}

/** Two consecutive good rounds from two colos, and the recovery period between their ticks, so that a late alarm costs no round. */
function recover(settings: CheckSettings, state: MonitorState, round: Round, now: Instant): Step {
  const { passing, places } = tally(round, []);
  if (passing <= places / 2) return still({ ...state, recovery: null });
  const recovery = extended(state.recovery, round);
  const lasted = round.tick - recovery.firstTick >= settings.recoverySeconds * SECOND;
  if (recovery.rounds < 2 || recovery.colos.length < 2 || !lasted) return still({ ...state, recovery });
  const verdict: Verdict = {
    from: "down",
    to: "up",
    startedAt: state.startedAt ?? recovery.firstAt,
    endedAt: recovery.firstAt,
  };
  return {
    state: { ...state, status: "up", beneath: "up", since: now, startedAt: null, recovery: null },
    ask: [],
    verdict,
  };
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
