import type { Channel } from "../team/config.ts";

/** What the carriers report about a message or a call. Spec "oncall" §5 (ranks) and §7 (codes). */

const RANKS: Record<Channel, Record<string, number>> = {
  sms: {
    accepted: 1,
    scheduled: 1,
    queued: 1,
    sending: 2,
    sent: 3,
    failed: 4,
    undelivered: 4,
    canceled: 4,
    partially_delivered: 5,
    delivered: 6,
    read: 7,
  },
  voice: {
    queued: 1,
    initiated: 1,
    ringing: 2,
    "in-progress": 3,
    completed: 4,
    busy: 4,
    failed: 4,
    "no-answer": 4,
    canceled: 4,
  },
  // A push service reports nothing; the service worker's beacon does.
  push: {},
  chat: {},
};
const TERMINAL = 4;
const DELIVERED = 6;

/** How far along a status is; a receipt counts only when its rank is higher. Null for a status we do not know. */
export function rankOf(channel: Channel, status: string): number | null {
  return Object.hasOwn(RANKS[channel], status) ? (RANKS[channel][status] ?? null) : null;
}

/** The status after a receipt: callbacks come late, twice and out of order, so it only moves forward. */
export function advance(channel: Channel, current: string | null, next: string): string | null {
  const rank = rankOf(channel, next);
  if (rank === null) return current;
  return current === null || rank > (rankOf(channel, current) ?? 0) ? next : current;
}

/** True when the carrier has nothing more to say; until then a status is polled after 60 s. */
export const isTerminal = (channel: Channel, status: string): boolean => (rankOf(channel, status) ?? 0) >= TERMINAL;

/** True for a message that will not arrive, or a call that nobody took. */
export const isUndelivered = (channel: Channel, status: string): boolean =>
  rankOf(channel, status) === TERMINAL && status !== "completed";

/** True when the message reached the phone. */
export const isDelivered = (channel: Channel, status: string): boolean =>
  channel === "sms" && (rankOf(channel, status) ?? 0) >= DELIVERED;

/** True for a call that was taken and is over. Only a key press acknowledges: voicemail answers too. */
export const isAnswered = (channel: Channel, status: string): boolean => channel === "voice" && status === "completed";

/** The call's status with what SIP adds: 480 (temporarily unavailable) is a phone that nobody answered. */
export const callStatus = (status: string, sipCode: number | null): string =>
  status === "failed" && sipCode === 480 ? "no-answer" : status;

export type CodeEffect = {
  /** `retry`: the same send may work later; `failover`: the next channel at once. */
  effect: "retry" | "failover";
  /** What of the contact is broken until a person mends it: its SMS, or the number altogether. */
  disable: null | "sms" | "number";
  /** True when we, not the person, must act. */
  alertOps: boolean;
  /** The failure in words, for the timeline and the contact page. */
  note: string;
};

function failover(disable: CodeEffect["disable"], alertOps: boolean, note: string): CodeEffect {
  return { effect: "failover", disable, alertOps, note };
}

const CODES: Record<number, CodeEffect> = {
  21211: failover("number", false, "The carrier says that this is not a valid phone number."),
  21610: failover("sms", false, "This phone replied STOP. Text START to our number to get SMS again."),
  21408: failover("sms", true, "SMS to this country is not enabled yet."),
  30003: failover(null, false, "The phone was off, roaming or out of reach: your pager may be dead."),
  30004: failover("sms", false, "The carrier blocks our SMS to this phone."),
  30005: failover("sms", false, "The carrier does not know this number."),
  30006: failover("sms", false, "This is a landline: it takes calls, but no SMS."),
  30007: failover(null, true, "The carrier filtered the SMS."),
  30008: failover(null, true, "The SMS was not delivered, and the carrier does not say why."),
  30034: failover(null, true, "The carrier refused our sender number."),
};

/**
 * What follows from a carrier's error code, refused at once or reported by a receipt.
 * A code outside the table is a fault of the moment: try again, break nothing.
 */
export function classifyCode(code: number | null): CodeEffect {
  const known = code === null ? undefined : CODES[code];
  const note = code === null ? "The carrier refused it." : `The carrier refused it (code ${code}).`;
  return known ?? { effect: "retry", disable: null, alertOps: false, note };
}
