/** The states that time is counted in: what a monitor showed, suspicion apart, which is internal (spec "checks" §3.2). */
export const SERIES_STATES = [
  "down",
  "intermittent",
  "regional",
  "degraded",
  "unknown",
  "maintenance",
  "paused",
  "up",
] as const;
export type SeriesState = (typeof SERIES_STATES)[number];

/** Whole seconds in each state; a state without any is absent. */
export type StateSeconds = Partial<Record<SeriesState, number>>;

const STATES: readonly string[] = SERIES_STATES;
/** Nothing is known of a monitor that has not been checked yet. */
const NOT_YET: readonly string[] = ["new", "armed", "revised", "resumed"];

/**
 * The state that time is counted in while a monitor shows `status`.
 * @returns null where the status says nothing of it, and the state before goes on: `suspect`
 */
export function seriesStateOf(status: string): SeriesState | null {
  if (NOT_YET.includes(status)) return "unknown";
  return STATES.includes(status) ? (status as SeriesState) : null;
}

/** Seconds of several stretches of time together. */
export function addSeconds(...all: readonly StateSeconds[]): StateSeconds {
  const sum: StateSeconds = {};
  for (const seconds of all)
    for (const state of SERIES_STATES) {
      const more = seconds[state] ?? 0;
      if (more > 0) sum[state] = (sum[state] ?? 0) + more;
    }
  return sum;
}

const TROUBLE: readonly SeriesState[] = ["down", "intermittent", "regional", "degraded"];

/**
 * The one state that a stretch of time is drawn in: the worst trouble in it however short, else what held longest.
 * @returns null when nothing is known of it
 */
export function shownStateOf(seconds: StateSeconds): SeriesState | null {
  const trouble = TROUBLE.find((state) => (seconds[state] ?? 0) > 0);
  if (trouble !== undefined) return trouble;
  const [longest] = SERIES_STATES.filter((state) => (seconds[state] ?? 0) > 0).toSorted(
    (a, b) => (seconds[b] ?? 0) - (seconds[a] ?? 0),
  );
  return longest ?? null;
}
