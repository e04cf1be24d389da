import type { Instant } from "../time.ts";
import type { PersonalChannel } from "../team/config.ts";
import type { NewSend } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { planFor, type Asking } from "./ladder.ts";
import type { About } from "./page.ts";
import { contactsFor, memberOf, NOBODY, roomOf } from "./reach.ts";

/** One message to each contact of a channel that the person has. */
export function messages(
  state: TeamState,
  user: string,
  channel: PersonalChannel,
  about: About,
  due: Instant,
): NewSend[] {
  return contactsFor(state, user, channel).map((contact) => ({ user, channel, contact: contact.id, about, due }));
}

/** One message to each of these channels that can be written to: a chat room, or a member's e-mail. */
export function posts(state: TeamState, rooms: readonly string[], about: About, due: Instant): NewSend[] {
  return rooms.flatMap((id): NewSend[] => {
    const room = roomOf(state, id);
    if (!room) return [];
    const common = { about, due, room: id };
    if (room.kind !== "email") return [{ user: NOBODY, channel: "chat", contact: id, ...common }];
    const mail = contactsFor(state, room.user, "push").find(({ kind }) => kind === "email");
    return mail ? [{ user: room.user, channel: "push", contact: mail.id, ...common }] : [];
  });
}

/**
 * The sends of a step for these people: rung by rung, person by person within a rung, so that everyone's push goes
 * before anyone's SMS (spec "oncall" §4, ties). Offsets count from the step's actual start.
 */
export function rungs(state: TeamState, users: string[], asking: Asking, start: Instant): NewSend[] {
  const plans = users.flatMap((user) => {
    const member = memberOf(state, user);
    return member ? [{ user, plan: planFor(member, asking) }] : [];
  });
  const longest = Math.max(0, ...plans.map(({ plan }) => plan.length));
  return Array.from({ length: longest }, (_, i) =>
    plans.flatMap(({ user, plan }) => {
      const rung = plan[i];
      return rung ? messages(state, user, rung.via, "down", start + rung.after) : [];
    }),
  ).flat();
}
