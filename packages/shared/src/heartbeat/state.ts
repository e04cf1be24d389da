import { nextSlot } from "./schedule.ts";
import type { HeartbeatRules } from "./settings.ts";

/** A run that was announced by a start ping and has not ended. */
export type Run = {
  /** The lower-cased run id; empty for pings without one. */
  key: string;
  startedAt: number;
  /** No longer timed: it ran past its limit, or it began while the heartbeat was paused. */
  expired: boolean;
};

export type StoredStatus = "new" | "up" | "down" | "paused";
export type DownReason = "timeout" | "fail";

/** All that is stored of a heartbeat (spec "heartbeats" §4.1). Instants are epoch ms. Plain JSON. */
export type HeartbeatState = {
  status: StoredStatus;
  /** When the status last changed; creation counts. */
  since: number;
  /** Why it is down; null otherwise. */
  reason: DownReason | null;
  /** When waiting for the first ping began: creation or the last resume. */
  armedAt: number;
  /** The first expected instant after {@link armedAt}, while no success or fail has come. */
  firstExpected: number | null;
  /** The incident for having never been pinged was raised, and nothing has closed it. */
  neverPinged: boolean;
  /** The last success or fail. */
  lastPing: number | null;
  /** The instant that the last success counts for: its own, or the slot that it came early for. */
  countsFor: number | null;
  /** The next expected instant; only while up. */
  expected: number | null;
  /** Open and expired runs, oldest start first. */
  runs: Run[];
  /** Failures since the last success; while up, those that the tolerance has absorbed. */
  failStreak: number;
  /** All recorded pings, of every type. */
  pings: number;
  /** Length of the run that the last success or fail closed by its id. */
  lastDurationMs: number | null;
  /** After a failure: the first expected instant that no ping has served yet, */
  owedFrom: number | null;
  /** and the expected instants that were missed before it since the last success. */
  missedBefore: number;
};

/** A change of stored status. `notifies` opens the incident (→ down) or resolves it (→ up). */
export type Flip = { at: number; from: StoredStatus; to: StoredStatus; reason: "" | DownReason; notifies: boolean };

/** Something that happened beside a change of status. */
export type Notice =
  /** Opens the incident of a heartbeat that has never been pinged. */
  | { kind: "never_pinged"; at: number }
  /** A run reached its limit; a timeline entry if the heartbeat was down already. */
  | { kind: "run_timeout"; at: number; run: Run }
  /** A failure that the tolerance absorbs: the heartbeat stays up, degraded. */
  | { kind: "tolerated"; at: number; reason: DownReason; streak: number }
  /** A fail ping came while the heartbeat was down: a timeline entry. */
  | { kind: "failed_again"; at: number }
  /** Too many runs were open; the oldest is no longer watched. */
  | { kind: "run_dropped"; at: number; run: Run };

/** The result of every transition: the new state, and what to tell, in time order. */
export type Outcome = { state: HeartbeatState; flips: Flip[]; notices: Notice[] };

/** A heartbeat that waits for its first ping from `at` on. */
export const armHeartbeat = (rules: HeartbeatRules, at: number): HeartbeatState => ({
  ...unscheduled(at),
  firstExpected: nextSlot(rules.schedule, at),
});

/** A heartbeat that is pinged or not, while nobody can say when it should be. */
export function unscheduled(at: number): HeartbeatState {
  return {
    status: "new",
    since: at,
    reason: null,
    armedAt: at,
    firstExpected: null,
    neverPinged: false,
    lastPing: null,
    countsFor: null,
    expected: null,
    runs: [],
    failStreak: 0,
    pings: 0,
    lastDurationMs: null,
    owedFrom: null,
    missedBefore: 0,
  };
}
