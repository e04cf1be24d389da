import { DAY, SECOND } from "../time.ts";
import type { Member, PersonalChannel } from "../team/config.ts";
import type { PolicyStep } from "./policy.ts";

/** The ladder's numbers and plans: spec "oncall" §3 and the constants of §10. */

export type Rung = { via: PersonalChannel; after: number };

/** The plan of a step that has none of its own. */
export const STANDARD_PLAN: NonNullable<PolicyStep["plan"]> = [
  { via: "push", afterSeconds: 0 },
  { via: "sms", afterSeconds: 0 },
  { via: "voice", afterSeconds: 120 },
  { via: "voice", afterSeconds: 180 },
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

export const FIRST_WAIT_SECONDS = 240;
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

export const BACKUP_AFTER = 900 * SECOND;
export const BACKUP_EVERY = 1_800 * SECOND;

/** What a round of the whole team counts as among the steps of a policy. */
export type Asking = PolicyStep | "team";

/** The rungs for one person in a step, in order of time. */
export function planFor(member: Member, asking: Asking): readonly Rung[] {
  if (member.badSignal) return BAD_SIGNAL_PLAN;
  if (asking === "team") return TEAM_PLAN;
  return (asking.plan ?? STANDARD_PLAN).map(({ via, afterSeconds }) => ({ via, after: afterSeconds * SECOND }));
}
