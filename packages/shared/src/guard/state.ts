import type { Instant } from "../time.ts";
import type { GuardReason } from "./reason.ts";
import type { TargetRef } from "./settings.ts";

/** The right to run one destructive job until `expiresAt`. */
export type Lease = {
  /** `lease_<seq>`: unique for its guard. */
  id: string;
  /** Fencing number: a later lease of the same guard has a greater one. */
  seq: number;
  /** Whose it is: a canonical lower-case run id. */
  rid: string;
  grantedAt: Instant;
  expiresAt: Instant;
  /** What the request required beyond the guard's own settings: judged as long as the lease lasts. */
  targets: TargetRef[];
  /** A condition broke while it was held. It still keeps others out: the job may not have stopped yet. */
  revoked: { at: Instant; reasons: GuardReason[] } | null;
};

/** One decision, as the screen lists it. */
export type GuardEntry = {
  at: Instant;
  rid: string;
  decision: "go" | "hold";
  status: 200 | 409 | 423;
  /** The first {@link REASONS_KEPT} reasons, and how many there were. */
  reasons: GuardReason[];
  reasonCount: number;
};

/** All that is stored of a guard. Plain JSON; instants are epoch ms. */
export type GuardState = {
  lease: Lease | null;
  /** The last lease's number; it only grows. */
  seq: number;
  /** Holds since the last go, for whatever reason. */
  holdsInRow: number;
  /** The first of them that a condition made; another run that holds the lease shows that the job does run. */
  heldSince: Instant | null;
  /** People were told that it is held for too long. */
  overdue: boolean;
  /** The last lease that nobody gave back, until one is given back again. */
  lapsed: { id: string; rid: string; at: Instant } | null;
  /** The last {@link ENTRIES_KEPT} decisions, newest first. */
  recent: GuardEntry[];
};

/** Bounds of what is remembered: decisions, and the reasons of each. */
export const ENTRIES_KEPT = 20;
export const REASONS_KEPT = 5;

/** A guard that nobody has asked yet. */
export const newGuard = (): GuardState => ({
  lease: null,
  seq: 0,
  holdsInRow: 0,
  heldSince: null,
  overdue: false,
  lapsed: null,
  recent: [],
});

/** The lease that keeps others out at `now`, epoch ms: neither given back nor run out. */
export const liveLease = ({ lease }: GuardState, now: Instant): Lease | null =>
  lease !== null && now < lease.expiresAt ? lease : null;
