import type { GuardKinds } from "../guard/events.ts";
import type { Finding } from "../heartbeat/insight/insight.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import type { DownReason, Flip, HeartbeatState } from "../heartbeat/state.ts";
import type { Ask } from "../check/round.ts";
import type { MonitorState, RecentResult } from "../check/verdict.ts";
import type { ChangeHow } from "../incident/kind.ts";
import type { Incident } from "../incident/incident.ts";
import type { HeldWhy } from "../incident/held.ts";
import type { Failure } from "../incident/failure.ts";
import type { Next, PolicySnapshot, RestartWhy, Run, Send, SendState, Step } from "../paging/page.ts";
import type { Instant } from "../time.ts";
import type { Channel, TeamConfig } from "./config.ts";
import type { Via } from "./rpc.ts";
import type { BlindWhy, OpenWindow, RecentPing } from "./state.ts";

/**
 * What can happen to a team. Events are facts with their outcome inside, so that `evolve` only records and an
 * old log reads the same under newer rules. `subject` is the id of the thing it is about.
 */
type Kinds = GuardKinds & {
  "team.created": { name: string; zone: string };
  /** `kept`: heartbeats that a ping made, which the snapshot did not hold. */
  "config.changed": { config: TeamConfig; kept?: string[] };

  "heartbeat.armed": { after: HeartbeatState };
  /** A ping to an unknown slug made it; the record is told later. */
  "heartbeat.created": { settings: HeartbeatSettings; after: HeartbeatState };
  /** The record has a heartbeat that a ping made, from this version of the configuration on. */
  "heartbeat.recorded": { version: number };
  /** A ping asked for a heartbeat beyond what the plan allows. */
  "heartbeat.refused": { slug: string };
  /** One ping, one row: `after` is the heartbeat once the ping has counted. */
  "heartbeat.pinged": {
    ping: RecentPing;
    delivery: string;
    flips: Flip[];
    after: HeartbeatState;
    /** What goes into its series: built-in and sent metrics; absent in pings of before. */
    values?: Record<string, number>;
    /** Of these, the ones that are no part of what is normal. */
    flagged?: string[];
  };
  /** A rule about its metrics began to object. */
  "heartbeat.found": { finding: Finding };
  /** It objects no longer, or somebody said that it is normal. */
  "heartbeat.cleared": { rule: string; normal: boolean };
  /** What the tolerance absorbed: for the timeline. */
  "heartbeat.tolerated": { reason: DownReason; streak: number };
  /** A change that no ping made: a missed deadline, a run that took too long, pause, resume, an edited schedule. */
  "heartbeat.changed": { what: string; flips: Flip[]; after: HeartbeatState; by?: string };
  "heartbeat.removed": Record<string, never>;

  /**
   * `after` without its list of results, which grows by `result`. `what` is what it is shown as but for maintenance, and holds
   * since `since`; `why`: what somebody did to it. Events of the first release say in `what` what was done.
   */
  "monitor.changed": {
    what: string;
    since?: Instant;
    why?: string;
    by?: string;
    after: MonitorState;
    result: RecentResult | null;
  };
  /** Not kept in the log: passes of a healthy monitor and what was asked are samples, not history. */
  "monitor.sampled": { after: MonitorState; asks: Ask[] };
  /** Not kept either: all that was asked at one instant, in the order in which it is to go out. */
  "monitors.asked": { after: Record<string, MonitorState>; asks: Ask[] };
  "monitor.removed": Record<string, never>;

  /** The subject is a region. Its failures are void for all monitors of the team, until it is sighted again. */
  "region.blinded": { why: BlindWhy };
  "region.sighted": Record<string, never>;
  /** Not kept: a region was compared with the others. */
  "region.compared": Record<string, never>;

  /** The subject is a window. Said again while it is open, it replaces what was said before. */
  "maintenance.began": OpenWindow;
  "maintenance.ended": Pick<OpenWindow, "from" | "monitors">;

  /** Something is our own fault; the subject is where it showed. */
  "operator.called": { why: string };

  /** It was deleted: what it remembered is gone. */
  "guard.removed": Record<string, never>;

  "incident.opened": { incident: Omit<Incident, "openedSeq"> };
  /** It is about something else now, or louder. `by`: who wanted to be paged. */
  "incident.changed": Pick<Incident, "kind" | "urgency" | "title" | "startedAt"> & {
    how: ChangeHow;
    by: string | null;
  };
  "incident.reopened": { title: string; startedAt: Instant };
  "incident.deduped": { title: string };
  "incident.flapped": { failing: boolean };
  "incident.steadied": Record<string, never>;
  /** The subject is a dedup key: it failed while nobody is to be paged for it. Said again, it replaces what was said. */
  "failure.held": { failure: Failure; why: HeldWhy };
  /** It recovered, or what held it is over and it is paged for now. */
  "failure.released": { recovered: boolean };
  /** The subject is a user who sleeps: they read of it when they wake. */
  "digest.held": { incident: string; due: Instant };
  "digest.sent": Record<string, never>;
  /** Everyone who comes on call up to here was told so. */
  "shifts.noticed": { through: Instant };
  "incident.resolved": { by: string | null; text: string; missed: number | null };

  "page.opened": { incidents: string[]; run: Run; policy: PolicySnapshot };
  "page.joined": { incident: string };
  "page.restarted": { why: RestartWhy; by: string | null; to: string | null; run: Run };
  "page.stepped": { step: Step; sends: NewSend[]; next: Omit<Next, "order">; teamAt: Instant | null };
  /** More people or messages within the running step: a join, a hand-over, sleepers waking. */
  "page.widened": {
    why: "join" | "hand-over" | "sleepers" | "fail-over" | "joined";
    users: string[];
    sends: NewSend[];
    handoffAt: Instant | null;
    dropped: string[];
  };
  /** The backup human is written to, for the nth time in this run. */
  "page.backed": { calls: number };
  "page.gap": Record<string, never>;
  "page.unreachable": { users: string[] };
  "page.skipped": { steps: number };
  "page.acked": { user: string; via: Via; told: string[] };
  "page.confirmed": { user: string; via: Via };
  "page.nudged": { user: string };
  "page.snoozed": { user: string; until: Instant };
  "page.answered": { user: string; via: Via; text: string };
  "page.noted": { user: string; text: string };
  "page.exhausted": { next: Omit<Next, "order"> };
  "page.closed": { told: string[] };

  "send.added": { sends: NewSend[] };
  "send.claimed": { leaseUntil: Instant; incidents: number };
  "send.accepted": { providerId: string | null; receiptDue: Instant | null };
  "send.retried": { due: Instant; error: string };
  "send.deferred": { due: Instant };
  "send.readdressed": { contact: string };
  "send.progressed": { state: SendState; rank: number; error: string | null };
  /** No receipt in time: it may have arrived or not. */
  "send.unconfirmed": Record<string, never>;
  "send.shown": Record<string, never>;

  /** A rule threw on this item: it is left out, everything else goes on, and its team is told. */
  "item.failed": { message: string };

  "contact.disabled": { user: string; channel: Channel; reason: string };
  "contact.enabled": { user: string; channel: Channel };
  "alarm.repaired": { late: number };
};

/** A message to be sent, before it has a number. */
export type NewSend = Pick<
  Send,
  "user" | "channel" | "contact" | "about" | "due" | "room" | "incident" | "digest" | "shift"
>;

export type EventKind = keyof Kinds;
/** An event before the log has given it a number and a time. */
export type EventBody = { [K in EventKind]: { kind: K; subject: string; data: Kinds[K] } }[EventKind];
export type TeamEvent = EventBody & { seq: number; at: Instant };
export type EventOf<K extends EventKind> = Extract<TeamEvent, { kind: K }>;

const UNKEPT: readonly EventKind[] = ["monitor.sampled", "monitors.asked", "region.compared"];

/** Kinds that are not kept change memory only (spec "checks" §3.2: "other passes only samples"). */
export const isKept = (event: EventBody): boolean => !UNKEPT.includes(event.kind);
