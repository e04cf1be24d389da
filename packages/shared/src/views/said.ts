import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { iso } from "./clock.ts";
import type { TimelineEntry } from "./views.ts";
import { capital, personOf } from "./words.ts";

/** One sentence of a timeline, before it has a time. `who` is the user it is about. */
export type Said = { kind: string; text: string; who?: string; via?: string };

/** The sentence as an entry, with the time and number of the event it tells. */
export const entryOf = (state: TeamState, event: TeamEvent, { kind, text, who, via }: Said): TimelineEntry => ({
  seq: event.seq,
  at: iso(event.at),
  kind,
  who: who === undefined ? null : personOf(state, who),
  via: via ?? null,
  text: capital(text),
});
