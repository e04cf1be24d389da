import { CHANNEL_OF, type Contact, type Member, type NotifyChannel, type PersonalChannel } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import { planFor, type Asking } from "./ladder.ts";

/** Whom a post in a chat room is to: no person. */
export const NOBODY = "";
/** The backup human, who has no seat: not a user's id, which are prefixed. */
export const BACKUP = "backup";

/** The member with this user id, as the newest configuration has them. */
export const memberOf = (state: TeamState, user: string): Member | undefined =>
  state.config?.members.find((member) => member.id === user);

/** All user ids, in member order. */
export const everyone = (state: TeamState): string[] => state.config?.members.map((member) => member.id) ?? [];

/** The channel with this id that is not a person's way to be paged. */
export const roomOf = (state: TeamState, id: string): NotifyChannel | undefined =>
  state.config?.channels.find((known) => known.id === id);

/** The backup human's number, as a contact; undefined while there is none that said yes. */
export function backupContact(state: TeamState): Contact | undefined {
  const backup = state.config?.backup;
  if (!backup || backup.verifiedAt === null) return undefined;
  return { id: BACKUP, kind: "sms", address: backup.phone, verifiedAt: backup.verifiedAt };
}

export const contactOf = (state: TeamState, user: string, contact: string): Contact | undefined =>
  user === BACKUP
    ? backupContact(state)
    : memberOf(state, user)?.contacts.find((candidate) => candidate.id === contact);

export const isUsable = (state: TeamState, contact: Contact): boolean =>
  contact.verifiedAt !== null && state.disabled[contact.id] === undefined;

/**
 * The contacts a rung of this channel uses: every push contact, but one number for SMS and one for the call,
 * the first that works.
 */
export function contactsFor(state: TeamState, user: string, channel: PersonalChannel): Contact[] {
  const contacts = memberOf(state, user)?.contacts ?? [];
  const usable = contacts.filter((contact) => CHANNEL_OF[contact.kind] === channel && isUsable(state, contact));
  return channel === "push" ? usable : usable.slice(0, 1);
}

/** True when at least one verified, enabled contact is left. */
export const isReachable = (state: TeamState, user: string): boolean =>
  memberOf(state, user)?.contacts.some((contact) => isUsable(state, contact)) ?? false;

/** True when a step's plan has at least one way to this person that works. */
export function isReachableBy(state: TeamState, user: string, asking: Asking): boolean {
  const member = memberOf(state, user);
  return member ? planFor(member, asking).some(({ via }) => contactsFor(state, user, via).length > 0) : false;
}
