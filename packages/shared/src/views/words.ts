import { listed } from "../list-words.ts";
import type { Send } from "../paging/page.ts";
import { BACKUP, memberOf, roomOf } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import type { PersonRef } from "./parts.ts";

/** Names and small words that the views share. */

/** A member's name; of somebody who is no member any more we keep no name. */
export const nameOf = (state: TeamState, user: string): string => memberOf(state, user)?.name ?? "someone who left";

export const personOf = (state: TeamState, user: string): PersonRef => ({ id: user, name: nameOf(state, user) });

/** Whom a message goes to, by name: a person, a room, or the backup human. */
export function addresseeOf(state: TeamState, { user, room }: Pick<Send, "user" | "room">): string {
  if (room !== undefined) return roomOf(state, room)?.name ?? "a channel that is gone";
  return user === BACKUP ? `${state.config?.backup?.name ?? "the backup"} (backup)` : nameOf(state, user);
}

export const namesOf = (state: TeamState, users: readonly string[]): string =>
  listed(users.map((user) => nameOf(state, user)));

/** "1 thing", "2 things". */
export const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
