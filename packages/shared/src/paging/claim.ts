import { MINUTE, type Instant } from "../time.ts";
import type { Decision } from "../team/decision.ts";
import type { NewSend } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { LEASE, SMS_GAP, VOICE_GAP } from "./ladder.ts";
import type { Page, Send, SendState } from "./page.ts";
import { contactOf, contactsFor, isUsable, roomOf } from "./reach.ts";
import { ringsFor } from "./rings-for.ts";

const CALL_IN_PROGRESS = 3;
const CALL_OVER = 4;
/** A call whose end was never reported does not block the next one for longer than this. */
const LONGEST_CALL = 5 * MINUTE;

/**
 * A send is due: claims it, unless something says that it must not go now. The claim is the fence: whoever sends
 * does so only for a claim in the log. Returns true when it was claimed.
 */
export function claim(d: Decision, planned: Send): boolean {
  const send = readdressed(d, planned);
  const obstacle = obstacleTo(d.state, send, d.now);
  if (obstacle) {
    if ("due" in obstacle) d.emit({ kind: "send.deferred", subject: send.id, data: { due: obstacle.due } });
    else settle(d, send, obstacle.state, obstacle.why);
    return false;
  }
  const page = d.state.pages[send.page];
  const incidents = page ? ringsFor(d.state, page).length : 0;
  d.emit({ kind: "send.claimed", subject: send.id, data: { leaseUntil: d.now + LEASE, incidents } });
  return true;
}

/**
 * Contacts are resolved when the rung fires, not when it was planned: a number that broke or went meanwhile gives way
 * to the next one that works (spec "oncall" §3). Every push contact has a send of its own, so those do not move.
 */
function readdressed(d: Decision, send: Send): Send {
  const [contact] =
    send.channel === "push" || send.channel === "chat" ? [] : contactsFor(d.state, send.user, send.channel);
  const known = contactOf(d.state, send.user, send.contact);
  if (!contact || (known && isUsable(d.state, known))) return send;
  d.emit({ kind: "send.readdressed", subject: send.id, data: { contact: contact.id } });
  return d.state.sends[send.id] ?? send;
}

type Obstacle = { due: number } | { state: SendState; why: string };

function obstacleTo(state: TeamState, send: Send, now: number): Obstacle | null {
  const unusable = send.channel === "chat" ? roomObstacle(state, send) : contactObstacle(state, send);
  if (unusable) return unusable;
  if (send.about !== "down" && send.about !== "backup") return null;
  const page = state.pages[send.page];
  if (page?.state !== "firing" || page.gen !== send.gen) return { state: "cancelled", why: "no longer needed" };
  if (send.about === "backup") return null;
  if (isOvertaken(state, send, now)) return { state: "skipped", why: "overtaken while we were away" };
  if (send.channel === "sms") return smsObstacle(state, send, now);
  return send.channel === "voice" ? voiceObstacle(state, send, now) : null;
}

function contactObstacle(state: TeamState, send: Send): Obstacle | null {
  const contact = contactOf(state, send.user, send.contact);
  if (!contact) return { state: "skipped", why: "the contact is gone" };
  if (isUsable(state, contact)) return null;
  return { state: "skipped", why: state.disabled[contact.id]?.reason ?? "not verified" };
}

const roomObstacle = (state: TeamState, { contact }: Send): Obstacle | null =>
  roomOf(state, contact) ? null : { state: "skipped", why: "the channel is gone" };

/** After a silence only the latest overdue rung of a contact goes out. */
const isOvertaken = (state: TeamState, send: Send, now: number): boolean =>
  Object.values(state.sends).some(
    (other) =>
      other.state === "planned" &&
      other.about === "down" &&
      other.page === send.page &&
      other.contact === send.contact &&
      other.due <= now &&
      other.due > send.due,
  );

/** A storm is merged, never dropped: one SMS a minute to a person, with the count at that moment. */
function smsObstacle(state: TeamState, send: Send, now: number): Obstacle | null {
  const last = state.lastSms[send.user];
  if (last === undefined || last + SMS_GAP <= now || send.attempts > 0) return null;
  const waiting = Object.values(state.sends).some(
    (other) =>
      other.id !== send.id &&
      other.state === "planned" &&
      other.channel === "sms" &&
      other.page === send.page &&
      other.contact === send.contact &&
      other.due === last + SMS_GAP,
  );
  return waiting ? { state: "skipped", why: "bundled into the next SMS" } : { due: last + SMS_GAP };
}

/** When a message that something else broke too may go: a person gets one a minute on each of their ways. */
export const afterStorm = ({ lastPush, lastSms }: TeamState, { user, channel, due }: NewSend): Instant =>
  Math.max(due, ((channel === "sms" ? lastSms[user] : lastPush[user]) ?? -Infinity) + SMS_GAP);

/** Whether a message waits for this contact that will go no later, and counts what is down when it does. */
export const speaksAlready = (state: TeamState, page: Page, { contact, due }: NewSend): boolean =>
  Object.values(state.sends).some(
    (other) =>
      other.state === "planned" &&
      other.about === "down" &&
      other.page === page.id &&
      other.gen === page.gen &&
      other.contact === contact &&
      other.due <= due,
  );

function voiceObstacle(state: TeamState, send: Send, now: number): Obstacle | null {
  if (send.attempts > 0) return null;
  const last = lastCall(state, send.user, send.page, send.step);
  const soonest = (last?.claimedAt ?? -Infinity) + VOICE_GAP;
  // A call that had to be made again came late: the redial, which gets through Do Not Disturb, waits for it.
  if (last && now < soonest)
    return last.attempts > 1 ? { due: soonest } : { state: "skipped", why: "called less than a minute ago" };
  const call = Object.values(state.sends).find(
    (other) =>
      other.user === send.user &&
      other.channel === "voice" &&
      other.state === "accepted" &&
      other.rank >= CALL_IN_PROGRESS &&
      other.rank < CALL_OVER &&
      now - (other.claimedAt ?? 0) < LONGEST_CALL,
  );
  if (!call) return null;
  // A call about another page says nothing of this one.
  return call.page === send.page ? { state: "skipped", why: "still in the call before" } : { due: now + VOICE_GAP };
}

/** Whether a claimed message is still wanted: an ack or a close in between withdraws a page, but no other message. */
export function isWanted(state: TeamState, id: string): boolean {
  const send = state.sends[id];
  if (!send || send.state !== "leased") return false;
  if (send.about !== "down" && send.about !== "backup") return true;
  const page = state.pages[send.page];
  return page?.state === "firing" && page.gen === send.gen;
}

/** The last call that was made to a person in this step of the page; undefined if none was yet. */
export const lastCall = (state: TeamState, user: string, page: string, step: number): Send | undefined =>
  Object.values(state.sends)
    .filter(
      (send) =>
        send.user === user &&
        send.channel === "voice" &&
        send.page === page &&
        send.step === step &&
        send.claimedAt !== null,
    )
    .toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0))
    .at(-1);

/** Ends a send without sending it. */
export function settle(d: Decision, send: Send, state: SendState, why: string | null): void {
  d.emit({ kind: "send.progressed", subject: send.id, data: { state, rank: send.rank, error: why } });
}
