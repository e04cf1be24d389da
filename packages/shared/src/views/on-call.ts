import { nextHandoff, onCallAt } from "../oncall/roster.ts";
import { everyone } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { timeText } from "./clock.ts";
import type { Overview } from "./views.ts";
import { namesOf, personOf } from "./words.ts";

/** Who is on call now, by the resolver that paging uses too. */
export function onCallOf(state: TeamState, now: Instant): Overview["onCall"] {
  const roster = state.config?.roster ?? null;
  const users = onCallAt(roster, now);
  const asked = users === null || users.length === 0 ? everyone(state) : users;
  return {
    everyone: users === null || users.length === 0,
    people: asked.map((user) => personOf(state, user)),
    sentence: sentenceOf(state, users, now),
  };
}

function sentenceOf(state: TeamState, users: string[] | null, now: Instant): string {
  if (users === null) return "Everyone is on call.";
  const handoff = nextHandoff(state.config?.roster ?? null, now);
  const until = handoff === null ? "" : ` until ${timeText(state, handoff, now)}`;
  if (users.length === 0) return `Nobody is on call${until}: pages go to everyone.`;
  return `${namesOf(state, users)} ${users.length === 1 ? "is" : "are"} on call${until}.`;
}
