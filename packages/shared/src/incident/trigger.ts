import type { Instant } from "../time.ts";
import { onCallAt } from "../oncall/roster.ts";
import type { Decision } from "../team/decision.ts";
import { messages, rungs } from "../paging/rungs.ts";
import { beginRun, runSince } from "../paging/steps.ts";
import type { RunStart } from "../paging/page.ts";
import { everyone } from "../paging/reach.ts";
import {
  FLAP_ENDS_DOWN,
  FLAP_ENDS_UP,
  FLAP_REOPENS,
  FLAP_WINDOW,
  REOPEN_WINDOW,
  type Incident,
  type IncidentSource,
} from "./incident.ts";
import type { IncidentKind, Urgency } from "./kind.ts";
import { resolveIncident } from "./resolve.ts";

/** Something failed. `at` is when it was to be paged, which is the ladder's zero; `startedAt` when it broke. */
export type Failure = {
  key: string;
  source: IncidentSource;
  name: string;
  title: string;
  at: Instant;
  startedAt: Instant;
  evidence: string | null;
  /** If not given, it is down and pages. */
  kind?: IncidentKind;
  urgency?: Urgency;
};

/** A trigger, by the first rule that matches (spec "oncall" §4). */
export function onFailure(d: Decision, failure: Failure): void {
  const known = Object.values(d.state.incidents).findLast((incident) => incident.key === failure.key);
  if (known?.flap) return flapAgain(d, known);
  if (known?.state === "open")
    return d.emit({ kind: "incident.deduped", subject: known.id, data: { title: failure.title } });
  const recent = known && isSameAgain(known, failure, d.now) ? known : undefined;
  if (failure.urgency === "low") return openQuietly(d, failure, recent);
  if (recent && recent.reopens + 1 >= FLAP_REOPENS && d.now - recent.firstAt <= FLAP_WINDOW)
    return flap(d, recent, failure);
  const id = recent ? reopen(d, recent, failure) : open(d, failure);
  ringIncident(d, id, recent?.lastAcker ? { kind: "person", user: recent.lastAcker } : { kind: "policy" }, failure.at);
}

/** It broke again soon after, in the same way. */
function isSameAgain({ resolvedAt, kind, urgency }: Incident, failure: Failure, now: Instant): boolean {
  if (resolvedAt === null || now - resolvedAt > REOPEN_WINDOW) return false;
  return kind === (failure.kind ?? "down") && urgency === (failure.urgency ?? "high");
}

/** Everyone is told once; what comes back soon after is not told again. */
function openQuietly(d: Decision, failure: Failure, recent: Incident | undefined): void {
  if (recent) reopen(d, recent, failure);
  else tellTeam(d, open(d, failure));
}

/** Tells everyone of a low incident, by push and e-mail (spec "oncall" §4, low urgency). */
export function tellTeam(d: Decision, incident: string): void {
  const sends = everyone(d.state)
    .flatMap((user) => messages(d.state, user, "push", "notice", d.now))
    .map((send) => ({ ...send, incident }));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: "", data: { sends } });
}

/** Rings for an incident: with the page that is firing, else with one of its own that starts its ladder at `at`. */
export function ringIncident(d: Decision, id: string, start: RunStart, at: Instant): void {
  const firing = Object.values(d.state.pages).find((page) => page.state === "firing");
  if (firing) join(d, firing.id, id);
  else ring(d, id, start, at);
}

function open(d: Decision, failure: Failure): string {
  const number = d.state.counters.incident + 1;
  const id = `inc_${String(number).padStart(6, "0")}`;
  d.emit({
    kind: "incident.opened",
    subject: id,
    data: {
      incident: {
        id,
        key: failure.key,
        source: failure.source,
        kind: failure.kind ?? "down",
        urgency: failure.urgency ?? "high",
        name: failure.name,
        title: failure.title,
        state: "open",
        startedAt: failure.startedAt,
        firstAt: d.now,
        openedAt: d.now,
        resolvedAt: null,
        missed: null,
        reopens: 0,
        flap: null,
        lastAcker: null,
        page: null,
        evidence: failure.evidence,
      },
    },
  });
  return id;
}

function reopen(d: Decision, incident: Incident, failure: Failure): string {
  d.emit({
    kind: "incident.reopened",
    subject: incident.id,
    data: { title: failure.title, startedAt: failure.startedAt },
  });
  return incident.id;
}

/** Opens a page and starts its ladder at the failure's own time. */
function ring(d: Decision, incident: string, start: RunStart, at: Instant): void {
  const id = `pg_${String(d.state.counters.page + 1).padStart(6, "0")}`;
  d.emit({ kind: "page.opened", subject: id, data: { incidents: [incident], run: runSince(start, at, d.now) } });
  beginRun(d, id);
}

/** What breaks together rings once: the page's people hear of it now, on the clock that already runs. */
function join(d: Decision, page: string, incident: string): void {
  d.emit({ kind: "page.joined", subject: page, data: { incident } });
  const step = d.state.pages[page]?.step;
  if (!step) return;
  const users = step.kind === "team" ? everyone(d.state) : step.users;
  const sends = users
    .flatMap((user) => rungs(d.state, [user], step.kind, d.now))
    .filter((send) => send.channel !== "voice" && send.due === d.now);
  d.emit({
    kind: "page.widened",
    subject: page,
    data: { why: "join", users: [], sends, handoffAt: step.handoffAt, dropped: [] },
  });
}

/** The third reopening within the hour: one quiet push, then silence until it holds still. */
function flap(d: Decision, incident: Incident, failure: Failure): void {
  reopen(d, incident, failure);
  const people = incident.lastAcker
    ? [incident.lastAcker]
    : (onCallAt(d.state.config?.roster ?? null, d.now) ?? everyone(d.state));
  const sends = people.flatMap((user) => messages(d.state, user, "push", "flapping", d.now));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: incident.page ?? "", data: { sends } });
  d.emit({ kind: "incident.flapped", subject: incident.id, data: { failing: true } });
}

function flapAgain(d: Decision, incident: Incident): void {
  if (incident.flap?.failing === false)
    d.emit({ kind: "incident.flapped", subject: incident.id, data: { failing: true } });
}

/** The failure is over, by the verdict of what watches it. `text` goes into the recovery notice. */
export function onRecovery(d: Decision, key: string, text: string, missed: number | null): void {
  const incident = Object.values(d.state.incidents).find((known) => known.key === key && known.state === "open");
  if (!incident) return;
  if (!incident.flap) return resolveIncident(d, incident.id, null, text, missed);
  if (incident.flap.failing) d.emit({ kind: "incident.flapped", subject: incident.id, data: { failing: false } });
}

/** When a flapping incident has held still for long enough; null when it does not flap. */
export const steadyAt = (incident: Incident): Instant | null =>
  incident.flap ? incident.flap.since + (incident.flap.failing ? FLAP_ENDS_DOWN : FLAP_ENDS_UP) : null;

/** It held still: up means over, down means that people are asked from step 1. */
export function steady(d: Decision, incident: Incident): void {
  const failing = incident.flap?.failing ?? false;
  d.emit({ kind: "incident.steadied", subject: incident.id, data: {} });
  if (failing) ring(d, incident.id, { kind: "policy" }, d.now);
  else resolveIncident(d, incident.id, null, "stable again");
}
