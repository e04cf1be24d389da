import { CHANNEL_OF, type Channel, type Contact, type Member } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";

/** The member with this user id, as the newest configuration has them. */
export const memberOf = (state: TeamState, user: string): Member | undefined =>
  state.config?.members.find((member) => member.id === user);

/** All user ids, in member order. */
export const everyone = (state: TeamState): string[] => state.config?.members.map((member) => member.id) ?? [];

export const contactOf = (state: TeamState, user: string, contact: string): Contact | undefined =>
  memberOf(state, user)?.contacts.find((candidate) => candidate.id === contact);

export const isUsable = (state: TeamState, contact: Contact): boolean =>
  contact.verifiedAt !== null && state.disabled[contact.id] === undefined;

/**
 * The contacts a rung of this channel uses: every push contact, but one number for SMS and one for the call,
 * the first that works.
 */
export function contactsFor(state: TeamState, user: string, channel: Channel): Contact[] {
  const usable = (memberOf(state, user)?.contacts ?? []).filter(
    (contact) => CHANNEL_OF[contact.kind] === channel && isUsable(state, contact),
  );
  return channel === "push" ? usable : usable.slice(0, 1);
}

/** True when at least one verified, enabled contact is left. */
export const isReachable = (state: TeamState, user: string): boolean =>
  memberOf(state, user)?.contacts.some((contact) => isUsable(state, contact)) ?? false;
