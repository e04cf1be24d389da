import type { Region } from "./region.ts";
import { dueAt, tickAt, type TeamScale } from "./tick.ts";
import { type CheckSettings, type MonitorState, voteLife } from "./verdict.ts";
import { restartMonitor } from "./handle.ts";
import { currentInterval } from "./patience.ts";
import { MINUTE, SECOND, type Instant } from "../time.ts";

/**
 * What a Team object that lost its memory is given back: a healthy monitor's passes are no events, so the folded state knows
 * nothing of them. Spec "checks" §2 (restart), §8 (samples).
 */

/** The last good vote of a monitor in a region, as the samples have it. */
export type LastVote = { monitor: string; region: Region; colo: string; at: Instant; ok: boolean; ms: number };

export type SampleMemory = {
  /** All slots up to here were asked, absorbed or counted as missed. */
  dispatchedThrough: Instant;
  lastVotes: readonly LastVote[];
};

/** Samples are written once a minute: so much may have been asked and answered beyond what is known. */
const UNWRITTEN = MINUTE;
const SLACK = 5 * SECOND;

/**
 * A monitor as it goes on after a restart: its last votes count, every slot since `dispatchedThrough` runs once, an open round
 * is asked again, and votes that were lost with the memory are not taken for silence.
 * @param memory with the votes of this monitor only
 */
export function restoreMonitor(
  settings: CheckSettings,
  state: MonitorState,
  team: TeamScale,
  memory: SampleMemory,
  now: Instant,
): MonitorState {
  const known = memory.lastVotes.filter(({ region }) => settings.regions.includes(region)).reduce(withVote, state);
  const restarted = restartMonitor(known);
  if (restarted.status === "paused" || restarted.lastVoteAt === null) return restarted;
  const lost = memory.dispatchedThrough + UNWRITTEN + voteLife(settings);
  const moved = restarted.round === null ? passedOver(settings, restarted, team, memory.dispatchedThrough) : restarted;
  if (now >= lost && hasSlots(settings, moved, team, now)) return moved;
  const next = Math.max(now, dueAt(settings, team, currentInterval(settings, moved), moved.through));
  return { ...moved, doubtUntil: next + settings.timeoutMs + SLACK };
}

function withVote(state: MonitorState, { region, colo, at, ok, ms }: LastVote): MonitorState {
  const before = state.regions[region];
  if (before !== undefined && before.at >= at) return state;
  const regions = { ...state.regions, [region]: { at, ok, colo, totalMs: ms, detail: null } };
  return { ...state, regions, lastVoteAt: Math.max(at, state.lastVoteAt ?? at) };
}

/** Slots that ran before are neither asked again nor missed; the rounds they made count as clean ones. */
function passedOver(
  settings: CheckSettings,
  state: MonitorState,
  team: TeamScale,
  dispatchedThrough: Instant,
): MonitorState {
  const interval = currentInterval(settings, state);
  const { due } = tickAt(settings, team, interval, dispatchedThrough);
  if (due <= state.through) return state;
  const rounds = state.rounds + Math.max(1, Math.round((due - state.through) / interval));
  return { ...state, through: due, rounds };
}

const hasSlots = (settings: CheckSettings, state: MonitorState, team: TeamScale, now: Instant): boolean =>
  dueAt(settings, team, currentInterval(settings, state), state.through) <= now;
