import type { Region } from "./region.ts";
import type { MonitorState } from "./verdict.ts";
import type { Instant } from "../time.ts";

/** INTERMITTENT: it fails and recovers again and again. Spec "checks" §3.2. */

/** How many rounds back trouble counts. */
const WINDOW = 20;
const SPLITS = 5;
const TURNS = 4;
const CLEAN_ROUNDS = 10;

/** Counts a closed round, split by these regions; none: it was clean. */
export function intermittentAfter(state: MonitorState, split: readonly Region[], now: Instant): MonitorState {
  if (split.length === 0) return calmed(state);
  const troubles = recent(state, { round: state.rounds, failing: [...split], turned: false });
  const many = troubles.filter(({ failing }) => failing.length > 0).length >= SPLITS;
  return entered({ ...state, troubles, failedRound: state.rounds }, many, now);
}

/** Counts a turn between up and down. */
export function turned(state: MonitorState, now: Instant): MonitorState {
  const troubles = recent(state, { round: state.rounds, failing: [], turned: true });
  return entered({ ...state, troubles }, troubles.filter((trouble) => trouble.turned).length >= TURNS, now);
}

/** Over after ten consecutive clean rounds since the last failure; what led to it does not count twice. */
export function calmed(state: MonitorState): MonitorState {
  if (state.intermittent === null || state.rounds - state.failedRound < CLEAN_ROUNDS) return state;
  return { ...state, intermittent: null, troubles: [] };
}

const recent = (state: MonitorState, trouble: MonitorState["troubles"][number]): MonitorState["troubles"] =>
  [...state.troubles, trouble].filter(({ round }) => round > state.rounds - WINDOW);

const entered = (state: MonitorState, many: boolean, now: Instant): MonitorState =>
  many && state.intermittent === null ? { ...state, intermittent: { since: now } } : state;
