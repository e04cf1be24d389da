import type { Incident } from "../incident/incident.ts";
import { steadyAt } from "../incident/trigger.ts";
import { ackExpiresAt, nudgeAt } from "../paging/acts.ts";
import { everyoneAt, sequenceOf } from "../paging/grid.ts";
import { askedBy } from "../paging/targets.ts";
import type { Next, Page } from "../paging/page.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { iso } from "./clock.ts";
import type { IncidentDetail } from "./views.ts";
import { nameOf, namesOf } from "./words.ts";

/** What happens next if nobody does anything; the text goes before "in 1:43". Null when nothing will. */
export function nextOf(state: TeamState, incident: Incident): IncidentDetail["next"] {
  const due = incident.state === "open" ? dueOf(state, incident) : null;
  return due && { at: iso(due.at), text: due.text };
}

type Due = { at: Instant; text: string };

function dueOf(state: TeamState, incident: Incident): Due | null {
  const steady = steadyAt(incident);
  if (steady !== null) {
    return {
      at: steady,
      text: incident.flap?.failing ? "people are paged, unless it comes back up" : "it is over, if it stays up",
    };
  }
  const page = state.pages[incident.page ?? ""];
  if (!page) return null;
  if (page.state === "acked") return afterAck(state, page);
  if (page.state === "snoozed")
    return page.snoozeUntil === null
      ? null
      : { at: page.snoozeUntil, text: "the page rings again, if it is still down" };
  return page.next && { at: page.next.at, text: textOf(state, page, page.next) };
}

function afterAck(state: TeamState, page: Page): Due | null {
  const name = page.acker === null ? "its owner" : nameOf(state, page.acker);
  const nudge = nudgeAt(page);
  if (nudge !== null) return { at: nudge, text: `${name} is asked whether they are still on it` };
  const expiry = ackExpiresAt(page);
  return expiry === null ? null : { at: expiry, text: `everyone is paged, unless ${name} is still on it` };
}

function textOf(state: TeamState, page: Page, { kind, at }: Next): string {
  const { step } = page;
  if (kind === "exhausted") return "everyone is told that nobody answered";
  if (kind === "step" && everyoneAt(page) !== at)
    return `step ${(step?.position ?? 0) + 2}: ${nextPeople(state, page)}`;
  return `everyone${step?.kind === "team" ? " again" : ""} (push + SMS, then call)`;
}

/** Whom the next step would ask if it began now. */
function nextPeople(state: TeamState, page: Page): string {
  const step = sequenceOf(page)[(page.step?.position ?? 0) + 1];
  const asked = step && askedBy(state, step.targets, page.next?.at ?? 0);
  const people = [...(asked?.users ?? []), ...(asked?.sleepers ?? [])];
  return people.length > 0 ? namesOf(state, people) : "nobody is on call, so it takes no time";
}
