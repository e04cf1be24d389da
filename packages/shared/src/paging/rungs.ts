import type { Instant } from "../time.ts";
import type { Channel } from "../team/config.ts";
import type { NewSend } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { planFor } from "./ladder.ts";
import type { About, Step } from "./page.ts";
import { contactsFor, memberOf } from "./reach.ts";

/** One message to each contact of a channel that the person has. */
export function messages(state: TeamState, user: string, channel: Channel, about: About, due: Instant): NewSend[] {
  return contactsFor(state, user, channel).map((contact) => ({ user, channel, contact: contact.id, about, due }));
}

/**
 * The sends of a step for these people: rung by rung, person by person within a rung, so that everyone's push goes
 * before anyone's SMS (spec "oncall" §4, ties). Offsets count from the step's actual start.
 */
export function rungs(state: TeamState, users: string[], kind: Step["kind"], start: Instant): NewSend[] {
  const plans = users.flatMap((user) => {
    const member = memberOf(state, user);
    return member ? [{ user, plan: planFor(member, kind) }] : [];
  });
  const longest = Math.max(0, ...plans.map(({ plan }) => plan.length));
  return Array.from({ length: longest }, (_, i) =>
    plans.flatMap(({ user, plan }) => {
      const rung = plan[i];
      return rung ? messages(state, user, rung.via, "down", start + rung.after) : [];
    }),
  ).flat();
}
