import { DOWN, heartbeatMark, type Mark, UP } from "../../../ui/mark.ts";

/** A change of status, as the API tells it; `at` is ISO-8601. */
export type Flip = { at: string; from: string; to: string; reason: string };

/** How long a heartbeat was in one state. */
export type Stretch = {
  mark: Mark;
  /** ISO-8601. */
  from: string;
  /** ISO-8601; null while it lasts. */
  to: string | null;
  /** In words; null where the state says it all. */
  why: string | null;
};

const REASONS: Record<string, string> = { timeout: "no report came in time", fail: "a failure was reported" };

/** The states that a heartbeat has been in since the oldest of the flips, newest first. @param flips newest first */
export const stretchesOf = (flips: readonly Flip[]): Stretch[] =>
  flips.map((flip, index) => ({
    mark: markOf(flip.to),
    from: flip.at,
    to: flips[index - 1]?.at ?? null,
    why: REASONS[flip.reason] ?? (flip.from === "new" && flip.to === "up" ? "the first ping came" : null),
  }));

function markOf(status: string): Mark {
  if (status === "up") return UP;
  if (status === "down") return DOWN;
  return heartbeatMark({ status: status === "paused" ? "paused" : "new", degraded: null });
}
