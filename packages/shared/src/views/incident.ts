import type { Incident } from "../incident/incident.ts";
import { everyoneAt } from "../paging/grid.ts";
import { duration, stopwatch } from "../paging/message-time.ts";
import type { Page } from "../paging/page.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { clockView, iso, isoOrNull, timeText } from "./clock.ts";
import { runningJobs } from "./guard.ts";
import { nextOf } from "./next.ts";
import { stepsOf } from "./steps.ts";
import { storyOf } from "./story.ts";
import { timelineOfStory } from "./timeline.ts";
import type { IncidentDetail, IncidentView } from "./views.ts";
import { counted, nameOf, personOf } from "./words.ts";
import { incidentOf } from "../team/incident-table.ts";

/** Who has the page and since when; of a resolved incident, who had it. */
type Owner = { user: string; since: Instant };

/** An incident as lists show it. */
export function incidentViewOf(state: TeamState, incident: Incident, now: Instant): IncidentView {
  const owner = ownerOf(state, incident);
  return {
    id: incident.id,
    title: incident.title,
    source: { ...incident.source, name: incident.name },
    kind: incident.kind,
    urgency: incident.urgency,
    state: incident.state,
    paging: pagingOf(state, incident),
    startedAt: iso(incident.startedAt),
    openedAt: iso(incident.openedAt),
    resolvedAt: isoOrNull(incident.resolvedAt),
    owner: owner && personOf(state, owner.user),
    ackedAt: owner && iso(owner.since),
    sentence: sentenceOf(state, incident, now),
  };
}

/**
 * One incident with whom it rang, what comes next, and its timeline; null when memory has none with this id.
 * @param events the log from the incident's opening on, as `storyOf` wants it
 */
export function incidentDetailOf(
  state: TeamState,
  id: string,
  now: Instant,
  { factor }: { factor: number },
  events: readonly TeamEvent[],
): IncidentDetail | null {
  const incident = incidentOf(state, id);
  if (!incident) return null;
  const story = storyOf(state, incident, events);
  return {
    ...incidentViewOf(state, incident, now),
    clock: clockView(now, factor),
    steps: stepsOf(state, id, story),
    next: nextOf(state, incident),
    evidence: incident.evidence,
    joined: joinedOf(state, incident).map((user) => personOf(state, user)),
    policy: state.pages[incident.page ?? ""]?.policy.name ?? null,
    running: incident.state === "open" ? runningJobs(state, incident.source, now) : [],
    timeline: timelineOfStory(state, incident, story),
  };
}

/** While it flaps nothing rings for an incident, whatever its page does for others. */
function pagingOf(state: TeamState, { state: is, flap, page, urgency }: Incident): IncidentView["paging"] {
  if (is === "open" && urgency === "low") return "told";
  return is === "resolved" || flap !== null ? "closed" : (state.pages[page ?? ""]?.state ?? "closed");
}

const joinedOf = (state: TeamState, { page, state: is }: Incident): string[] =>
  is === "open" ? (state.pages[page ?? ""]?.joined ?? []) : [];

function ownerOf(state: TeamState, { page: id, state: is, flap, resolvedAt }: Incident): Owner | null {
  const page = state.pages[id ?? ""];
  if (!page || page.acker === null || page.ackedAt === null || flap !== null) return null;
  if (is === "open" && page.state !== "acked") return null;
  // The page may have rung on for others, and found its owner then.
  if (is === "resolved" && page.ackedAt > (resolvedAt ?? Infinity)) return null;
  return { user: page.acker, since: page.ackedAt };
}

function sentenceOf(state: TeamState, incident: Incident, now: Instant): string {
  if (incident.state === "resolved") return endOf(state, incident, now);
  if (incident.flap) return "goes up and down · nobody is paged until it holds still";
  if (incident.urgency === "low") return "told to everyone once · nobody is paged";
  const page = state.pages[incident.page ?? ""];
  const owner = ownerOf(state, incident);
  if (owner) return `${nameOf(state, owner.user)} has it since ${timeText(state, owner.since, now)}`;
  if (page?.state === "snoozed" && page.snoozeUntil !== null)
    return `snoozed until ${timeText(state, page.snoozeUntil, now)}`;
  return page ? `nobody has it yet · ${everyoneOf(page)}` : "nobody is paged";
}

/** What the ladder does about everyone: "everyone is called at 4:00", counted from the run's start. */
function everyoneOf(page: Page): string {
  const { step, next, run, exhausted } = page;
  if (step?.kind === "team" && step.users.length === 0) return "nobody can be reached";
  if (exhausted) return "everyone is asked once a day";
  const due = everyoneAt(page) ?? next?.at ?? null;
  const at = due === null ? null : stopwatch(due - run.t0);
  if (step?.kind === "team")
    return next?.kind === "round" ? `everyone is being called, again at ${at}` : "everyone is being called";
  return at === null ? "people are being called" : `everyone is called at ${at}`;
}

function endOf(state: TeamState, { resolvedAt, startedAt, missed }: Incident, now: Instant): string {
  if (resolvedAt === null) return "resolved";
  const runs = missed ? `, ${counted(missed, "run")} missed` : "";
  return `resolved ${timeText(state, resolvedAt, now)} after ${duration(resolvedAt - startedAt)}${runs}`;
}
