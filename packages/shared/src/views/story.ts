import type { Incident } from "../incident/incident.ts";
import type { Send } from "../paging/page.ts";
import type { EventOf, EventKind, NewSend, TeamEvent } from "../team/events.ts";
import { evolvePage, ORDER_STEP } from "../team/evolve-page.ts";
import { evolveSend } from "../team/evolve-send.ts";
import { emptyState, type TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";

/** What the log says about one incident. */
export type Story = {
  /** What happened to it, to its page while it rang for it, and to the messages sent meanwhile; oldest first. */
  events: TeamEvent[];
  /** Those messages, by id, as they stand at the end. */
  sends: Map<string, Send>;
};

/**
 * From which event on the log is needed to tell an incident's story: its opening, or that of a page that rang
 * already when the incident joined it, because its later calls were planned then.
 */
export const storyStart = (state: TeamState, { id, openedSeq }: Pick<Incident, "id" | "openedSeq">): number =>
  Math.min(
    openedSeq,
    ...Object.values(state.pages).flatMap((page) => (page.incidents.includes(id) ? [page.openedSeq] : [])),
  );

/** Messages that a page sends about an incident when it no longer rings for it. */
const AFTERWARDS: readonly Send["about"][] = ["recovered", "flapping"];

/**
 * Picks an incident's story out of the team's log.
 * @param events all events from {@link storyStart} to the state's last one, oldest first; pings and configurations may
 *   be left out. Messages are numbered in order, so none that makes messages may be missing.
 */
export function storyOf(state: TeamState, incident: Pick<Incident, "id">, events: readonly TeamEvent[]): Story {
  const known = sendsOf(state, events);
  const reader = new Reader(incident.id, known);
  const chosen = events.filter((event) => reader.wants(event));
  return { events: chosen, sends: new Map([...known].filter(([id]) => reader.ours.has(id))) };
}

/** Reads the log from front to back and remembers which page rings for the incident. */
class Reader {
  readonly ours = new Set<string>();
  private readonly incident: string;
  private readonly known: Map<string, Send>;
  /** The page that rings for it; none while it is resolved or flapping. */
  private page: string | null = null;
  /** The page that did last. */
  private lastPage: string | null = null;
  private since: Instant = 0;

  constructor(incident: string, known: Map<string, Send>) {
    this.incident = incident;
    this.known = known;
  }

  wants(event: TeamEvent): boolean {
    if (event.kind.startsWith("incident.")) return event.subject === this.incident && this.follow(event);
    if (event.kind.startsWith("send.") && event.kind !== "send.added") return this.wantsSend(event);
    return event.kind.startsWith("page.") || event.kind === "send.added" ? this.wantsPage(event) : false;
  }

  private follow(event: TeamEvent): boolean {
    if (event.kind === "incident.resolved") this.leave(event.at);
    return true;
  }

  /** What its page sends from now on, it sends for the others. */
  private leave(at: Instant): void {
    for (const id of this.ours) {
      const send = this.known.get(id);
      if (send?.about === "down" && isLeftAt(send, at + 1)) this.ours.delete(id);
    }
    this.page = null;
  }

  private wantsPage(event: TeamEvent): boolean {
    const enters =
      (event.kind === "page.opened" && event.data.incidents.includes(this.incident)) ||
      (event.kind === "page.joined" && event.data.incident === this.incident);
    if (enters) this.enter(event);
    if (event.subject !== this.lastPage) return false;
    for (const send of this.known.values())
      if (madeBy(send) === event.seq && this.concerns(send)) this.ours.add(send.id);
    return event.subject === this.page || event.kind === "page.noted" || event.kind === "page.answered";
  }

  private enter(event: TeamEvent): void {
    this.page = event.subject;
    this.lastPage = event.subject;
    this.since = event.at;
    for (const send of this.known.values())
      if (send.page === event.subject && madeBy(send) < event.seq && isLeftAt(send, event.at)) this.ours.add(send.id);
  }

  private concerns({ about }: Send): boolean {
    return this.page === null ? AFTERWARDS.includes(about) : about !== "contact";
  }

  private wantsSend(event: TeamEvent): boolean {
    return this.ours.has(event.subject) && event.at >= this.since;
  }
}

/** The number of the event that planned a message. */
export const madeBy = (send: Send): number => Math.floor(send.order / ORDER_STEP);

/** Whether a message planned earlier was still to be sent at an instant. */
const isLeftAt = ({ claimedAt, settledAt }: Send, at: Instant): boolean => (claimedAt ?? settledAt ?? Infinity) >= at;

const makesSends = (event: TeamEvent): event is EventOf<MakesSends> => "sends" in event.data;
type MakesSends = { [K in EventKind]: EventOf<K>["data"] extends { sends: NewSend[] } ? K : never }[EventKind];

/**
 * All messages that the events made or that memory still holds. The log names them by number alone: counting back
 * from the last number gives the first.
 */
function sendsOf(state: TeamState, events: readonly TeamEvent[]): Map<string, Send> {
  const made = events.filter(makesSends).reduce((sum, event) => sum + event.data.sends.length, 0);
  const known = new Map<string, Send>();
  let past: TeamState = { ...emptyState(), counters: { ...state.counters, send: state.counters.send - made } };
  for (const event of events) {
    const next = evolvePage(evolveSend(past, event), event);
    const touched = next.sends[event.subject];
    if (touched) known.set(touched.id, touched);
    else if (next.sends !== past.sends) for (const send of Object.values(next.sends)) known.set(send.id, send);
    past = next;
  }
  for (const send of Object.values(state.sends)) known.set(send.id, send);
  return known;
}
