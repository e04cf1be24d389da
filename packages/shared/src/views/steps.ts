import type { Send } from "../paging/page.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { iso, isoOrNull } from "./clock.ts";
import { contactKind } from "./said-of-send.ts";
import { madeBy, type Story } from "./story.ts";
import type { IncidentDetail, SEND_STATES, SendView } from "./views.ts";
import { memberOf } from "../paging/reach.ts";
import { addresseeOf, personOf } from "./words.ts";

type SendWord = (typeof SEND_STATES)[number];

const WORDS: Record<Send["state"], SendWord> = {
  planned: "scheduled",
  leased: "sending",
  accepted: "with the carrier",
  delivered: "delivered",
  opened: "opened",
  answered: "answered, no key",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

type Step = { seq: number; page: string; label: string; startedAt: Instant };

/** The steps that rang for an incident, oldest first, each with the messages planned in it. */
export function stepsOf(state: TeamState, incident: string, story: Story): IncidentDetail["steps"] {
  const steps = labelled(incident, story.events);
  const acks = acksOf(story);
  const replaced = replacedIn(story.events);
  const ringing = [...story.sends.values()]
    .filter(
      ({ id, about, claimedAt }) =>
        (about === "down" || about === "backup") && (claimedAt !== null || !replaced.has(id)),
    )
    .toSorted((a, b) => a.due - b.due || a.order - b.order);
  const byStep = Map.groupBy(ringing, (send) => stepOf(steps, send));
  return steps.map((step) => ({
    label: step.label,
    startedAt: iso(step.startedAt),
    sends: (byStep.get(step) ?? []).map((send) => sendView(state, send, acks.get(send.id))),
  }));
}

/** Calls that were planned, until a text that did not arrive pulled them forward: others were made instead. */
const replacedIn = (events: readonly TeamEvent[]): Set<string> =>
  new Set(events.flatMap((event) => (event.kind === "page.widened" ? event.data.dropped : [])));

/** A message belongs to the step it was planned in; one planned before the incident joined, to the joining. */
function stepOf(steps: readonly Step[], send: Send): Step | undefined {
  const same = steps.filter(({ page }) => page === send.page);
  return same.findLast(({ seq }) => seq <= madeBy(send)) ?? same[0];
}

function labelled(incident: string, events: readonly TeamEvent[]): Step[] {
  const steps: Step[] = [];
  let rounds = 0;
  for (const { seq, at, subject: page, ...event } of events) {
    if (event.kind === "page.opened" || event.kind === "page.restarted") rounds = 0;
    if (event.kind === "page.joined" && event.data.incident === incident)
      steps.push({ seq, page, label: "Joined a page", startedAt: at });
    if (event.kind !== "page.stepped") continue;
    if (event.data.step.kind === "team") rounds += 1;
    const { kind, position } = event.data.step;
    const label =
      kind === "team" ? (rounds === 1 ? "Everyone" : `Everyone, round ${rounds}`) : `Step ${(position ?? 0) + 1}`;
    steps.push({ seq, page, label, startedAt: at });
  }
  return steps;
}

/** Messages that were answered with an ack: the last one on the same channel before it. */
function acksOf({ events, sends }: Story): Map<string, Instant> {
  const acks = new Map<string, Instant>();
  for (const event of events) {
    if (event.kind !== "page.acked") continue;
    const { user, via } = event.data;
    const asked = [...sends.values()].filter(
      (send) =>
        send.user === user &&
        send.channel === via &&
        send.about === "down" &&
        send.page === event.subject &&
        (send.claimedAt ?? Infinity) <= event.at,
    );
    const last = asked.toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0)).at(-1);
    if (last) acks.set(last.id, event.at);
  }
  return acks;
}

/** To no member: a room, or the backup human. */
const isOutside = ({ room, about }: Send): boolean => room !== undefined || about === "backup";

function sendView(state: TeamState, send: Send, ackedAt: Instant | undefined): SendView {
  const { id, user, channel, due, settledAt, sentAt, claimedAt, error } = send;
  const person = memberOf(state, user) || !isOutside(send) ? personOf(state, user) : null;
  const to = addresseeOf(state, send);
  const common = { id, person, to, channel, via: contactKind(state, send), due: iso(due) };
  if (ackedAt !== undefined) return { ...common, state: "acknowledged", at: iso(ackedAt), error: null };
  return { ...common, state: WORDS[send.state], at: isoOrNull(settledAt ?? sentAt ?? claimedAt), error };
}
