import type { Instant } from "../time.ts";
import type { Channel } from "../team/config.ts";
import type { EscalationPolicy } from "./policy.ts";

/** Whom a run of the ladder asks first (spec "oncall" §3, §4). */
export type RunStart = { kind: "policy" } | { kind: "person"; user: string } | { kind: "team" };

/** One pass down the ladder. A new one begins at un-ack, escalation, assignment and the end of a snooze. */
export type Run = {
  start: RunStart;
  t0: Instant;
  /** The grid of team rounds hangs from here, once the steps are over; null before. */
  teamAt: Instant | null;
};

export type RestartWhy = "unacked" | "escalated" | "assigned" | "snooze ended" | "worsened";

/** The policy as it was when the page began: edits change the next page, deleting it changes nothing. Null id: the default. */
export type PolicySnapshot = Pick<EscalationPolicy, "name" | "steps" | "repeats"> & { id: string | null };

export type Step = {
  /** Counts the steps of the page, over all runs. */
  number: number;
  /** A step of the policy, or a round of the whole team. */
  kind: "policy" | "team";
  /** Its place in the run's sequence of steps, from 0; of a round, the sequence's length. */
  position: number;
  /** Where it stands on the run's grid: its deadline is reckoned from here. */
  gridAt: Instant;
  /** When it really began: its rungs are reckoned from here. */
  startedAt: Instant;
  users: string[];
  /** Ids of the channels that it posts to. */
  rooms: string[];
  /** People asleep who join later (only where the whole team is a target). */
  sleepers: { at: Instant; order: number; users: string[] } | null;
  /** When a rota among its targets hands over, and the next person comes in. */
  handoffAt: Instant | null;
};

/** What the page does next by itself: the next step or round, or giving up aloud after a day. */
export type Next = { at: Instant; order: number; kind: "step" | "round" | "exhausted" | "daily" };

/** What rings: one ladder for all incidents that broke together. */
export type Page = {
  id: string;
  policy: PolicySnapshot;
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
  /** Who said "me too" while somebody had it. */
  joined: string[];
  snoozeUntil: Instant | null;
  snoozeOrder: number;
  escalatedAt: Instant | null;
  /** How often the backup human was written to in this run. */
  backupCalls: number;
  exhausted: boolean;
  closedAt: Instant | null;
  /** Everyone who was rung or written to: they hear of the recovery. */
  paged: string[];
  /** Ids of the rooms that were posted to: they hear who has it, and of the recovery. */
  posted: string[];
};

/** What a message is about. Only `down` and `backup` obey the page's state; the others are told once. */
export type About =
  | "down"
  | "backup"
  | "status"
  | "nudge"
  | "recovered"
  | "flapping"
  | "exhausted"
  | "contact"
  | "notice"
  | "digest"
  | "shift";

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
  /** Of a `digest`: what happened while its reader slept. */
  digest?: string[];
  /** Of a `shift`: which turn it announces. */
  shift?: { rota: string; from: Instant };
  /** The id of the channel that it is posted to, beside the people: nobody was paged by it. */
  room?: string;
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
