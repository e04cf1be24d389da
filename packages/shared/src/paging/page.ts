import type { Instant } from "../time.ts";
import type { Channel } from "../team/config.ts";

/** Whom a run of the ladder asks first (spec "oncall" §3, §4). */
export type RunStart = { kind: "policy" } | { kind: "person"; user: string } | { kind: "team" };

/** One pass down the ladder. A new one begins at un-ack, escalation, assignment and the end of a snooze. */
export type Run = {
  start: RunStart;
  t0: Instant;
  /** The grid of team rounds hangs from here: t0 + 240 s, or t0 when the first step took no time. */
  teamAt: Instant;
};

export type RestartWhy = "unacked" | "escalated" | "assigned" | "snooze ended" | "worsened";

export type Step = {
  /** Counts the steps of the page, over all runs. */
  number: number;
  kind: "first" | "team";
  startedAt: Instant;
  users: string[];
  /** People asleep who join later (only where the whole team is asked first). */
  sleepers: { at: Instant; order: number; users: string[] } | null;
  /** The rota whose hand-over brings the next person in. */
  handoffAt: Instant | null;
};

/** What the page does next by itself: the next team round, or giving up aloud after a day. */
export type Next = { at: Instant; order: number; kind: "round" | "exhausted" | "daily" };

/** What rings: one ladder for all incidents that broke together. */
export type Page = {
  id: string;
  incidents: string[];
  state: "firing" | "acked" | "snoozed" | "closed";
  openedAt: Instant;
  openedSeq: number;
  /** Rises with every new run; a send or timer of an older one is void. */
  gen: number;
  run: Run;
  /** Why the current run began, if not with the page; and who had the page until then. */
  restarted: { why: RestartWhy; owner: string | null } | null;
  step: Step | null;
  next: Next | null;
  acker: string | null;
  ackedAt: Instant | null;
  /** The last ack, confirmation or note: the ack expires half an hour after it. */
  ackFreshAt: Instant | null;
  nudged: boolean;
  ackOrder: number;
  snoozeUntil: Instant | null;
  snoozeOrder: number;
  escalatedAt: Instant | null;
  exhausted: boolean;
  closedAt: Instant | null;
  /** Everyone who was rung or written to: they hear of the recovery. */
  paged: string[];
};

/** What a message is about. Only `down` obeys the page's state; the others are told once. */
export type About = "down" | "status" | "nudge" | "recovered" | "flapping" | "exhausted" | "contact" | "notice";

export type SendState =
  | "planned"
  | "leased"
  | "accepted"
  | "delivered"
  | "answered"
  | "opened"
  | "failed"
  | "cancelled"
  | "skipped";

/** One message to one contact: planned, claimed, handed to the carrier, reported on. */
export type Send = {
  id: string;
  page: string;
  gen: number;
  step: number;
  user: string;
  channel: Channel;
  contact: string;
  about: About;
  /** Of a `notice`: what it is about; it belongs to no page. */
  incident?: string;
  /** To a channel of what failed, beside the ladder: its person was not paged. */
  aside?: true;
  due: Instant;
  order: number;
  state: SendState;
  attempts: number;
  /** A claim without a result by then is sent again: a duplicate is cheap, a loss is not. */
  leaseUntil: Instant | null;
  providerId: string | null;
  /** The carrier's progress; it only moves forward. */
  rank: number;
  claimedAt: Instant | null;
  sentAt: Instant | null;
  /** When a missing receipt counts as a failure, and its place among simultaneous timers. */
  receiptDue: Instant | null;
  receiptOrder: number;
  settledAt: Instant | null;
  error: string | null;
};

export const isFinal = (state: SendState): boolean =>
  state === "delivered" ||
  state === "answered" ||
  state === "opened" ||
  state === "failed" ||
  state === "cancelled" ||
  state === "skipped";
