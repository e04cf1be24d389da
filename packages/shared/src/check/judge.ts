import { closeRound, goDown } from "./close.ts";
import { electorateOf } from "./electorate.ts";
import type { Region } from "./region.ts";
import {
  awaiting,
  confirmers,
  countedVotes,
  hasHardQuorum,
  hasQuorum,
  replacements,
  tally,
  type Ask,
  type Electorate,
  type Purpose,
  type Round,
  type Tally,
} from "./round.ts";
import type { Move } from "./shown.ts";
import { AGAIN_AFTER, againDelay } from "./tick.ts";
import { singleVantage, type CheckSettings, type MonitorState } from "./verdict.ts";
import type { Instant } from "../time.ts";

/** What the open round has come to, and what it needs next. Spec "checks" §3.2. */

/** Decides, asks on, waits, or closes the open round. */
export function judge(settings: CheckSettings, state: MonitorState, now: Instant): Move {
  const { round } = state;
  if (round === null || round.againAt !== null) return { state };
  const electorate = electorateOf(settings, state);
  const counts = decides(state);
  const ruling = counts ? rulingOf(settings, round, tally(round, electorate)) : "open";
  if (ruling === "down") return goDown(state, round.failedAt ?? round.tick, now);
  const doubted: MonitorState =
    counts && round.failedAt !== null && state.status !== "suspect" ? { ...state, status: "suspect" } : state;
  const regions = wantedOf(settings, doubted, round, electorate);
  if (regions.length > 0) return { state: doubted, ask: asksOf(settings, round, regions, purposeOf(doubted)) };
  if (awaiting(round)) return { state: doubted };
  if (ruling === "again") return { state: { ...doubted, round: { ...round, againAt: againAt(settings, round, now) } } };
  return closeRound(settings, doubted, round, electorate, now);
}

/** A hard quorum decides as soon as it stands; a soft one is asked again, and whatever it says then decides. */
function rulingOf(settings: CheckSettings, round: Round, count: Tally): "down" | "again" | "open" {
  const confirmed = round.attempt > 1;
  if (singleVantage(settings)) return count.failing === 0 ? "open" : confirmed ? "down" : "again";
  // What a registry says is no matter of majority: one other region that hears the same confirms it.
  if (settings.check.type === "domain") return count.failing >= 2 ? "down" : "open";
  if (hasHardQuorum(count)) return "down";
  if (awaiting(round) || !hasQuorum(count)) return "open";
  return confirmed ? "down" : "again";
}

/** A private probe that votes alone is asked 20 s after its first try; several regions at an instant of the monitor's own. */
const againAt = (settings: CheckSettings, round: Round, now: Instant): Instant =>
  singleVantage(settings) ? Math.max(now, (round.failedAt ?? now) + AGAIN_AFTER) : now + againDelay(settings.id);

/** The regions that the open round needs now, beyond those already asked. */
export function wanted(settings: CheckSettings, state: MonitorState): Region[] {
  const { round } = state;
  if (round === null || round.againAt !== null) return [];
  return wantedOf(settings, state, round, electorateOf(settings, state));
}

function wantedOf(settings: CheckSettings, state: MonitorState, round: Round, electorate: Electorate): Region[] {
  const lost = round.asked.filter(({ reply }) => reply === "lost").map(({ region }) => region);
  const doubted = decides(state) && countedVotes(round, electorate).some(({ pass }) => !pass);
  const more = doubted
    ? confirmers(round, settings.regions, electorate, colosOf(state))
    : replacements(round, settings.regions, electorate.sighted);
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
  return Object.fromEntries(Object.entries(state.regions).map(([region, vote]) => [region, vote?.colo ?? ""]));
}
