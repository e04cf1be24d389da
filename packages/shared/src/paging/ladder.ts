import { DAY, HOUR, MINUTE, SECOND, type Instant } from "../time.ts";
import type { Channel, Member } from "../team/config.ts";
import type { Next, Run, RunStart } from "./page.ts";

/** The default policy and its numbers: spec "oncall" §3 and the constants of §10. */

export type Rung = { via: Channel; after: number };

const FIRST_PLAN: readonly Rung[] = [
  { via: "push", after: 0 },
  { via: "sms", after: 0 },
  { via: "voice", after: 120 * SECOND },
  { via: "voice", after: 180 * SECOND },
];
const TEAM_PLAN: readonly Rung[] = [
  { via: "push", after: 0 },
  { via: "sms", after: 0 },
  { via: "voice", after: 30 * SECOND },
  { via: "voice", after: 90 * SECOND },
];
/** Where the signal is bad a call gets through before a text does. */
const BAD_SIGNAL_PLAN: readonly Rung[] = [
  { via: "push", after: 0 },
  { via: "voice", after: 0 },
  { via: "voice", after: 60 * SECOND },
  { via: "sms", after: 90 * SECOND },
];

export const FIRST_WAIT = 240 * SECOND;
export const SLEEPERS_JOIN = 120 * SECOND;
export const SMS_GAP = 60 * SECOND;
export const VOICE_GAP = 50 * SECOND;
export const NO_RECEIPT = 60 * SECOND;
export const REDIAL = 60 * SECOND;
export const NUDGE_AFTER = 1_500 * SECOND;
export const ACK_EXPIRES = 1_800 * SECOND;
export const ESCALATE_AGAIN = 60 * SECOND;
export const MAX_SNOOZE = DAY;
export const LEASE = 30 * SECOND;
export const MAX_ATTEMPTS = 4;

const ROUND_EVERY = 5 * MINUTE;
const QUICK_ROUNDS = 12;
const SLOW_ROUND_EVERY = 15 * MINUTE;
const EXHAUSTED_AFTER = 24 * HOUR;

/** The rungs for one person in one kind of step, in order of time. */
export function planFor(member: Member, step: "first" | "team"): readonly Rung[] {
  if (member.badSignal) return BAD_SIGNAL_PLAN;
  return step === "first" ? FIRST_PLAN : TEAM_PLAN;
}

/** When team round `i` (from 0) of a run starts. */
function roundStart(run: Run, i: number): Instant {
  if (i < QUICK_ROUNDS) return run.teamAt + i * ROUND_EVERY;
  return run.teamAt + (QUICK_ROUNDS - 1) * ROUND_EVERY + (i - QUICK_ROUNDS + 1) * SLOW_ROUND_EVERY;
}

/** A run that begins now, with its team rounds on their grid. */
export function newRun(start: RunStart, t0: Instant): Run {
  return { start, t0, teamAt: start.kind === "team" ? t0 : t0 + FIRST_WAIT };
}

/** What comes strictly after `at` on the run's grid: a round, the exhaustion, then one round a day. */
export function nextOnGrid(run: Run, at: Instant): Omit<Next, "order"> {
  const end = run.t0 + EXHAUSTED_AFTER;
  for (let i = 0; ; i++) {
    const start = roundStart(run, i);
    if (start > end) break;
    if (start > at) return { at: start, kind: "round" };
  }
  if (end > at) return { at: end, kind: "exhausted" };
  const days = Math.floor((at - run.t0) / EXHAUSTED_AFTER) + 1;
  return { at: run.t0 + days * EXHAUSTED_AFTER, kind: "daily" };
}

/** True when a run that began at `t0` has nothing left but its daily rounds. */
export const isSpent = (t0: Instant, now: Instant): boolean => now >= t0 + EXHAUSTED_AFTER;
