import { clockText, durationText } from "../heartbeat/time-text.ts";
import { earliest, HOUR, type Instant } from "../time.ts";
import { expireLease } from "./leases.ts";
import type { GuardEvent } from "./events.ts";
import type { GuardSettings } from "./settings.ts";
import type { GuardState } from "./state.ts";

/** Clean-up never stops silently: spec "heartbeats" §7.3. */

/** Holds in a row from which on the team is warned. */
export const HOLDS_TO_WARN = 3;
/** How long a job may be held before people are paged, in ms. */
export const HELD_TO_PAGE = 48 * HOUR;

/** Something about a guard that people should know now. */
export type GuardFinding = {
  /** Stable for its guard: it is held, or a lease was not given back. */
  rule: "held" | "lapsed";
  /** `warn` needs attention; `page` is an incident. */
  kind: "warn" | "page";
  since: Instant;
  /** One sentence without its full stop. */
  text: string;
};

/** What is to be said of a guard. @param zone IANA zone in which the reader wants the times */
export function guardFindings(guard: GuardSettings, state: GuardState, now: Instant, zone: string): GuardFinding[] {
  const held = heldFinding(guard, state, now);
  const { lapsed } = state;
  if (lapsed === null) return held ? [held] : [];
  const text = `${guard.slug} did not say that it ended: its lease ran out at ${clockText(lapsed.at, now, zone, false)}`;
  return [...(held ? [held] : []), { rule: "lapsed", kind: "warn", since: lapsed.at, text }];
}

function heldFinding({ slug }: GuardSettings, state: GuardState, now: Instant): GuardFinding | null {
  const { heldSince, holdsInRow, recent } = state;
  const last = recent.find(({ decision }) => decision === "hold");
  const why = last?.reasons[0]?.text ?? "a condition does not hold";
  const pageAt = overdueAt(state);
  if (heldSince !== null && pageAt !== null && now >= pageAt) {
    const text = `${slug} has not run for ${durationText(now - heldSince)}, its guard holds it: ${why}`;
    return { rule: "held", kind: "page", since: heldSince, text };
  }
  if (holdsInRow < HOLDS_TO_WARN || !last) return null;
  const text = `${slug} was held ${holdsInRow} times in a row: ${why}`;
  return { rule: "held", kind: "warn", since: heldSince ?? last.at, text };
}

/** The first instant, epoch ms, at which the guard has held for more than 48 h; null while it holds nothing. */
const overdueAt = ({ heldSince }: GuardState): Instant | null =>
  heldSince === null ? null : heldSince + HELD_TO_PAGE + 1;

/** When time alone changes something about a guard, epoch ms: its lease runs out, or it has held for too long. */
export const nextGuardDue = (state: GuardState): Instant | null =>
  earliest([state.lease?.expiresAt, state.overdue ? null : overdueAt(state)]);

/**
 * What time alone has brought about at `now`, in time order. After it {@link nextGuardDue} is later than `now`. With
 * `guard.overdue` the incident of the finding `held` opens; with the next `guard.leased` it is over.
 */
export function passGuardTime(state: GuardState, now: Instant): GuardEvent[] {
  const expired = expireLease(state, now);
  const pageAt = state.overdue ? null : overdueAt(state);
  const { heldSince } = state;
  const overdue: GuardEvent[] =
    heldSince !== null && pageAt !== null && now >= pageAt
      ? [{ kind: "guard.overdue", data: { since: heldSince } }]
      : [];
  if (!expired) return overdue;
  return (state.lease?.expiresAt ?? now) <= (pageAt ?? now) ? [expired, ...overdue] : [...overdue, expired];
}
