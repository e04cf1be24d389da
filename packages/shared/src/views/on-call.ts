import { nextHandOver, onCallAt } from "../oncall/resolve.ts";
import type { Rota } from "../oncall/rota.ts";
import { clockText } from "../heartbeat/time-text.ts";
import { everyone } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { zoneOf } from "./clock.ts";
import { liveRotas } from "./on-call-people.ts";
import type { Overview } from "./views.ts";
import { namesOf, personOf } from "./words.ts";

/**
 * Who is on call now, by the resolver that paging uses too: of the first rota, which the default policy asks.
 * @param zone of the reader; without one, the team's
 */
export function onCallOf(state: TeamState, now: Instant, zone = zoneOf(state)): Overview["onCall"] {
  const [first] = liveRotas(state);
  const users = first === undefined ? [] : onCallAt(first, now);
  const asked = users.length === 0 ? everyone(state) : users;
  return {
    everyone: users.length === 0,
    people: asked.map((user) => personOf(state, user)),
    sentence: first === undefined ? "Everyone is on call." : rotaSentence(state, first, now, zone),
  };
}

/** "Ana is on call until Mon 09:00.", in a zone. */
export function rotaSentence(state: TeamState, rota: Rota, now: Instant, zone: string): string {
  const users = onCallAt(rota, now);
  const handOver = nextHandOver(rota, now);
  const until = handOver === null ? "" : ` until ${clockText(handOver, now, zone, false)}`;
  if (users.length === 0) return `Nobody is on call${until}: pages go to everyone.`;
  return `${namesOf(state, users)} ${users.length === 1 ? "is" : "are"} on call${until}.`;
}
