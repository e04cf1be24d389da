import type { Vote } from "./round.ts";
import type { MonitorState } from "./verdict.ts";
import type { Instant } from "../time.ts";

/** DEGRADED: it answers, but slowly. Spec "checks" §3.2. */

const ROUNDS = 3;

/**
 * What a round says of speed: three consecutive rounds in which every vote was slow, from two places, make it DEGRADED;
 * three without a slow vote end that.
 * @param places how many places must have been slow
 */
export function slownessAfter(
  state: MonitorState,
  votes: readonly Vote[],
  places: number,
  now: Instant,
): Pick<MonitorState, "slow" | "swift" | "degraded"> {
  const allSlow = votes.length > 0 && votes.every(({ slow }) => slow);
  const colos = [...new Set([...(state.slow?.colos ?? []), ...votes.map(({ colo }) => colo)])];
  const slow = allSlow ? { rounds: (state.slow?.rounds ?? 0) + 1, colos } : null;
  const swift = votes.some((vote) => vote.slow) ? 0 : Math.min(state.swift + 1, ROUNDS);
  if (state.degraded !== null) return { slow, swift, degraded: swift >= ROUNDS ? null : state.degraded };
  const begins = slow !== null && slow.rounds >= ROUNDS && slow.colos.length >= places;
  return { slow, swift, degraded: begins ? { since: now } : null };
}
