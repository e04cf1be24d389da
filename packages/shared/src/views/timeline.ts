import type { Incident } from "../incident/incident.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { entryOf, type Said } from "./said.ts";
import { saidOfIncident } from "./said-of-incident.ts";
import { saidOfPage, type Before } from "./said-of-page.ts";
import { saidOfSend } from "./said-of-send.ts";
import { storyOf, type Story } from "./story.ts";
import type { TimelineEntry } from "./views.ts";

/**
 * An incident's timeline, oldest first, a sentence an event.
 * @param events the log from the incident's opening on, as {@link storyOf} wants it
 */
export const timelineOf = (
  state: TeamState,
  incident: Pick<Incident, "id">,
  events: readonly TeamEvent[],
): TimelineEntry[] => timelineOfStory(state, incident, storyOf(state, incident, events));

/** The timeline of a story that was picked already. */
export function timelineOfStory(state: TeamState, incident: Pick<Incident, "id">, story: Story): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const teller = new Teller(state, incident.id, story);
  let last: TeamEvent | null = null;
  for (const event of story.events) {
    const said = teller.say(event);
    // One sentence for a cause and what it led to.
    const merged = said && last?.kind === "send.unconfirmed" && isPulledCall(event);
    if (merged)
      entries.splice(
        -1,
        1,
        entryOf(state, event, {
          ...said,
          text: `No delivery receipt after 60 s: ${said.text.replace("Calling", "calling")}`,
        }),
      );
    else if (said) entries.push(entryOf(state, event, said));
    last = event;
  }
  return entries;
}

const isPulledCall = (event: TeamEvent): boolean => event.kind === "page.widened" && event.data.why === "fail-over";

/** Tells events one after the other, remembering what the next sentence depends on. */
class Teller {
  private readonly state: TeamState;
  private readonly incident: string;
  private readonly story: Story;
  private before: Before = { step: null, owner: null };
  /** When each person last pressed a key in a call. */
  private readonly pressedAt = new Map<string, Instant>();

  constructor(state: TeamState, incident: string, story: Story) {
    this.state = state;
    this.incident = incident;
    this.story = story;
  }

  say(event: TeamEvent): Said | null {
    const said = this.sayOf(event);
    this.remember(event);
    return said;
  }

  private sayOf(event: TeamEvent): Said | null {
    const send = this.story.sends.get(event.subject);
    if (send)
      return saidOfSend(this.state, event, send, (this.pressedAt.get(send.user) ?? -Infinity) >= (send.claimedAt ?? 0));
    return saidOfIncident(this.state, event) ?? saidOfPage(this.state, this.incident, event, this.before);
  }

  private remember(event: TeamEvent): void {
    switch (event.kind) {
      case "page.opened":
      case "page.restarted":
        this.before = { step: null, owner: null };
        if (event.kind === "page.restarted" && event.data.by !== null) this.pressedAt.set(event.data.by, event.at);
        return;
      case "page.joined":
        // A page that rings already has asked somebody.
        if (event.data.incident === this.incident) this.before = { step: "policy", owner: null };
        return;
      case "page.gap":
      case "page.unreachable":
        this.before = { ...this.before, step: null };
        return;
      case "page.stepped":
        this.before = { ...this.before, step: event.data.step.kind };
        return;
      case "page.acked":
        this.before = { ...this.before, owner: event.data.user };
        this.press(event.data.user, event.data.via, event.at);
        return;
      case "page.confirmed":
      case "page.answered":
        this.press(event.data.user, event.data.via, event.at);
    }
  }

  private press(user: string, via: string, at: Instant): void {
    if (via === "voice") this.pressedAt.set(user, at);
  }
}
