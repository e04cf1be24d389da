import { HARD_CAUSES } from "./cause.ts";
import { electorateOf } from "./electorate.ts";
import { seenExpiry } from "./expiry.ts";
import { judge } from "./judge.ts";
import { isProbeId, type Region } from "./region.ts";
import type { Round, Vote } from "./round.ts";
import { intervalMs } from "./tick.ts";
import { concluded, type Move } from "./shown.ts";
import {
  dropRound,
  isUnseen,
  RECENT_RESULTS,
  type CheckSettings,
  type MonitorState,
  type Outcome,
  type Step,
  voteLife,
} from "./verdict.ts";
import { overdueAt } from "./patience.ts";
import type { Instant } from "../time.ts";

/** The down decision: what an answer, a region's sight and the passing of time do to a monitor. Spec "checks" §3. */

const HARD: readonly string[] = HARD_CAUSES;

/** Nothing to ask, no verdict. */
const still = (state: MonitorState): Step => ({ state, ask: [], verdict: null });

/**
 * Takes one answer. Answers to nothing that was asked, repeats, and those of an older revision change nothing;
 * those later than a vote's life count as void.
 */
export function applyResult(settings: CheckSettings, state: MonitorState, outcome: Outcome, now: Instant): Step {
  const round = openRound(settings, state, outcome);
  const entry = round?.asked.find(
    ({ region, reply }) => region === outcome.region && (reply === "awaited" || reply === "lost"),
  );
  if (round === null || entry === undefined) return still(state);
  const isBlind = outcome.blind === true || state.blind[outcome.region] !== undefined;
  const isVoid =
    outcome.result === "void" || now > entry.at + voteLife(settings) || (outcome.result === "fail" && isBlind);
  const asked = round.asked.map((other) =>
    other === entry ? { ...entry, reply: isVoid ? ("void" as const) : ("vote" as const) } : other,
  );
  const heard = listed({ ...state, round: { ...round, asked } }, outcome, entry.at, isVoid);
  const noted = { ...heard, silent: silentAfter(state, outcome, entry.at) };
  if (!isVoid) return concluded(state, voted(settings, noted, outcome, entry.at, now), now);
  const blinding = outcome.blind === true || isSilent(settings, noted, outcome.region, now);
  const newly = blinding && state.blind[outcome.region] === undefined;
  return concluded(state, newly ? blinded(settings, noted, outcome.region, now) : judge(settings, noted, now), now);
}

/** A call that failed, came late or left the check out is silence; everything else is a word. */
function silentAfter({ silent }: MonitorState, outcome: Outcome, at: Instant): MonitorState["silent"] {
  const { region } = outcome;
  const spoke = outcome.result !== "void" || outcome.blind === true || outcome.unknown === true;
  if (!spoke) return { ...silent, [region]: silent[region] ?? at };
  if (silent[region] === undefined) return silent;
  const { [region]: _heard, ...rest } = silent;
  return rest;
}

/** Silence for two intervals is blindness (spec "checks" §3.1.5). */
function isSilent(settings: CheckSettings, { silent }: MonitorState, region: Region, now: Instant): boolean {
  const since = silent[region];
  return since !== undefined && now - since >= 2 * intervalMs(settings, true);
}

/** A region's control targets failed (`sighted` false) or answer again. */
export function applySight(
  settings: CheckSettings,
  state: MonitorState,
  region: Region,
  sighted: boolean,
  now: Instant,
): Step {
  const isBlind = state.blind[region] !== undefined;
  if (!settings.regions.includes(region) || sighted === !isBlind) return still(state);
  if (!sighted) return concluded(state, blinded(settings, state, region, now), now);
  return still(seesAgain(state, region));
}

function seesAgain(state: MonitorState, region: Region): MonitorState {
  const { [region]: _seesAgain, ...blind } = state.blind;
  return { ...state, blind };
}

/** What time alone does: with every vote expired, or too few sighted regions, nothing is known. */
export function lapse(settings: CheckSettings, state: MonitorState, now: Instant): Step {
  if (state.status === "unknown" || state.status === "paused") return still(state);
  if (isUnseen(settings, state)) return concluded(state, becomeUnknown(state, now, now), now);
  const expiry = expiresAt(settings, state);
  if (expiry === null || now < expiry || state.lastVoteAt === null) return still(state);
  const since = Math.max(state.lastVoteAt + voteLife(settings), state.doubtUntil ?? 0);
  return concluded(state, becomeUnknown(state, since, now), now);
}

/**
 * When {@link lapse} takes the last vote for expired; null while nothing can expire. A round that is collecting votes
 * holds it back until its watchdog: a slow confirmation is not silence. Nor is what a restart made us forget.
 */
export function expiresAt(settings: CheckSettings, state: MonitorState): Instant | null {
  if (state.lastVoteAt === null || state.status === "unknown" || state.status === "paused") return null;
  const expiry = Math.max(state.lastVoteAt + voteLife(settings), state.doubtUntil ?? 0);
  if (state.round === null) return expiry;
  const overdue = overdueAt(settings, state) ?? state.round.againAt;
  return overdue === null ? expiry : Math.max(expiry, overdue);
}

function openRound(settings: CheckSettings, { round }: MonitorState, outcome: Outcome): Round | null {
  if (round === null || outcome.revision !== settings.revision || outcome.revision !== round.revision) return null;
  return outcome.tick === round.tick && outcome.attempt === round.attempt ? round : null;
}

/** Keeps the answer for people to read. */
function listed(state: MonitorState, outcome: Outcome, at: Instant, isVoid: boolean): MonitorState {
  const ok = outcome.result === "pass";
  const { region, totalMs, colo } = outcome;
  const slow = outcome.slow === true;
  const [cause, detail, status] = [outcome.cause ?? null, outcome.detail ?? null, outcome.status ?? null];
  const phases = outcome.phases === undefined ? {} : { phases: outcome.phases };
  const result = { at, region, ok, slow, void: isVoid, cause, detail, status, totalMs, ...phases };
  const results = [result, ...state.results].slice(0, RECENT_RESULTS);
  if (isVoid) return { ...state, results };
  const regions = { ...state.regions, [region]: { at, ok, slow, colo, totalMs, detail, cause } };
  const failure = ok
    ? state.failure
    : { at, region, cause, detail, status, totalMs, evidence: outcome.evidence ?? null };
  return { ...state, results, regions, failure };
}

function voted(settings: CheckSettings, state: MonitorState, outcome: Outcome, at: Instant, now: Instant): Move {
  const { round } = state;
  if (round === null) return { state };
  const { region, result } = outcome;
  const pass = result === "pass";
  const hard = !pass && HARD.includes(outcome.cause ?? "");
  const vote: Vote = { region, colo: outcome.colo, at, pass, hard, slow: pass && outcome.slow === true };
  const counts = !electorateOf(settings, state).muted.includes(region);
  const failedAt = pass || !counts ? round.failedAt : Math.min(at, round.failedAt ?? at);
  const failed = pass || round.failed.includes(region) ? round.failed : [...round.failed, region];
  // A private probe that answers is there: only ours are asked for their control targets.
  const seen = pass && isProbeId(region) && state.blind[region] !== undefined ? seesAgain(state, region) : state;
  const counted: MonitorState = {
    ...seen,
    round: { ...round, votes: [...round.votes, vote], failedAt, failed },
    lastVoteAt: Math.max(at, state.lastVoteAt ?? at),
    doubtUntil: null,
    expiry: seenExpiry(state.expiry, outcome, settings.regions, now),
    watched: pass ? state.watched.filter((other) => other !== region) : state.watched,
  };
  const resumes = state.status === "unknown" && !isUnseen(settings, counted);
  return judge(settings, resumes ? { ...counted, status: counted.beneath } : counted, now);
}

function blinded(settings: CheckSettings, state: MonitorState, region: Region, now: Instant): Move {
  const after = { ...state, blind: { ...state.blind, [region]: now } };
  const lost = isUnseen(settings, after) && after.status !== "unknown" && after.status !== "paused";
  if (!lost) return judge(settings, after, now);
  const unknown = becomeUnknown(after, now, now);
  return { ...judge(settings, unknown.state, now), since: now };
}

function becomeUnknown(state: MonitorState, since: Instant, now: Instant): Move {
  const calm = state.round !== null && state.round.againAt !== null ? dropRound(state, now) : state;
  return { state: { ...calm, status: "unknown", recovery: null }, since };
}

/** Ignores what a region says until the next edit; too few others left change nothing. */
export function dropRegion(settings: CheckSettings, state: MonitorState, region: Region, now: Instant): Step {
  if (!mayDropRegion(settings, state, region)) return still(state);
  const { [region]: _streak, ...streaks } = state.streaks;
  const { [region]: _regional, ...regional } = state.regional;
  const watched = state.watched.filter((other) => other !== region);
  const after: MonitorState = { ...state, dropped: [...state.dropped, region], streaks, regional, watched };
  return concluded(state, isUnseen(settings, after) ? { state: after } : judge(settings, after, now), now);
}

/** Whether a region can be left out: two others must be left that could see. */
export const mayDropRegion = (settings: CheckSettings, state: MonitorState, region: Region): boolean =>
  settings.regions.includes(region) &&
  !state.dropped.includes(region) &&
  settings.regions.filter((other) => other !== region && !state.dropped.includes(other)).length >= 2;
