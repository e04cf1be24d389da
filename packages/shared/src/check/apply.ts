import { HARD_CAUSES } from "./protocol.ts";
import { judge, still } from "./judge.ts";
import type { Round, Vote } from "./round.ts";
import type { Region } from "./settings.ts";
import {
  dropRound,
  overdueAt,
  RECENT_RESULTS,
  sightedRegions,
  voteLife,
  type CheckSettings,
  type MonitorState,
  type Outcome,
  type Step,
  type Verdict,
} from "./verdict.ts";
import type { Instant } from "../time.ts";

/** The down decision: what an answer, a region's sight and the passing of time do to a monitor. Spec "checks" §3. */

const HARD: readonly string[] = HARD_CAUSES;

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
  const noted = listed({ ...state, round: { ...round, asked } }, outcome, entry.at, isVoid);
  if (isVoid)
    return outcome.blind === true ? blinded(settings, noted, outcome.region, now) : judge(settings, noted, now);
  return voted(settings, noted, outcome, entry.at, now);
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
  if (!sighted) return blinded(settings, state, region, now);
  const { [region]: _seesAgain, ...blind } = state.blind;
  return still({ ...state, blind });
}

/** What time alone does: with every vote expired, or fewer than two sighted regions, nothing is known. */
export function lapse(settings: CheckSettings, state: MonitorState, now: Instant): Step {
  if (state.status === "unknown" || state.status === "paused") return still(state);
  if (sightedRegions(settings, state).length < 2) return becomeUnknown(state, now, now);
  const expiry = expiresAt(settings, state);
  return expiry !== null && now >= expiry ? becomeUnknown(state, expiry, now) : still(state);
}

/**
 * When the last vote expires, as {@link lapse} judges it; null while nothing can expire. A round that is collecting
 * votes holds it back until its watchdog: a slow confirmation is not silence.
 */
export function expiresAt(settings: CheckSettings, state: MonitorState): Instant | null {
  if (state.lastVoteAt === null || state.status === "unknown" || state.status === "paused") return null;
  const expiry = state.lastVoteAt + voteLife(settings);
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
  const { region, totalMs } = outcome;
  const [cause, detail, status] = [outcome.cause ?? null, outcome.detail ?? null, outcome.status ?? null];
  const results = [{ at, region, ok, void: isVoid, cause, detail, status, totalMs }, ...state.results].slice(
    0,
    RECENT_RESULTS,
  );
  if (isVoid) return { ...state, results };
  const regions = { ...state.regions, [region]: { at, ok, colo: outcome.colo, totalMs, detail } };
  const failure = ok
    ? state.failure
    : { at, region, cause, detail, status, totalMs, evidence: outcome.evidence ?? null };
  return { ...state, results, regions, failure };
}

function voted(settings: CheckSettings, state: MonitorState, outcome: Outcome, at: Instant, now: Instant): Step {
  const { round } = state;
  if (round === null) return still(state);
  const pass = outcome.result === "pass";
  const vote: Vote = {
    region: outcome.region,
    colo: outcome.colo,
    at,
    pass,
    hard: !pass && HARD.includes(outcome.cause ?? ""),
  };
  const failedAt = pass ? round.failedAt : Math.min(at, round.failedAt ?? at);
  const counted: MonitorState = {
    ...state,
    round: { ...round, votes: [...round.votes, vote], failedAt },
    lastVoteAt: Math.max(at, state.lastVoteAt ?? at),
    watched: pass ? state.watched.filter((region) => region !== outcome.region) : state.watched,
  };
  const resumes = state.status === "unknown" && sightedRegions(settings, state).length >= 2;
  if (!resumes) return judge(settings, counted, now);
  const step = judge(settings, { ...counted, status: counted.beneath, since: now }, now);
  const { beneath, startedAt } = counted;
  const resumed: Verdict | null =
    beneath === "new" ? null : { from: "unknown", to: beneath, startedAt: startedAt ?? at };
  return { ...step, verdict: step.verdict === null ? resumed : { ...step.verdict, from: "unknown" } };
}

function blinded(settings: CheckSettings, state: MonitorState, region: Region, now: Instant): Step {
  const after = { ...state, blind: { ...state.blind, [region]: now } };
  const lost = sightedRegions(settings, after).length < 2 && after.status !== "unknown" && after.status !== "paused";
  if (!lost) return judge(settings, after, now);
  const unknown = becomeUnknown(after, now, now);
  return { ...judge(settings, unknown.state, now), verdict: unknown.verdict };
}

function becomeUnknown(state: MonitorState, startedAt: Instant, now: Instant): Step {
  const calm = state.round !== null && state.round.againAt !== null ? dropRound(state, now) : state;
  const from = calm.beneath;
  return {
    state: { ...calm, status: "unknown", since: startedAt, recovery: null },
    ask: [],
    verdict: { from, to: "unknown", startedAt },
  };
}
