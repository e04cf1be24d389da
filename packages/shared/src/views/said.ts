import type { TeamEvent } from "../team/events.ts";
import { capital, personOf } from "./words.ts";
import type { TeamState } from "../team/state.ts";
import type { TimelineEntry } from "./views.ts";

/** One sentence of a timeline, before it has a time. `who` is the user it is about. */
export type Said = { kind: string; text: string; who?: string; via?: string };

export const entryOf = (state: TeamState, event: TeamEvent, { kind, text, who, via }: Said): TimelineEntry => ({
  seq: event.seq,
  at: new Date(event.at).toISOString(),
  kind,
  who: who === undefined ? null : personOf(state, who),
  via: via ?? null,
  text: capital(text),
});
