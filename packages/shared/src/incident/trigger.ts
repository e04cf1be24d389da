import type { Instant } from "../time.ts";
import { runSince } from "../paging/grid.ts";
import { afterStorm, speaksAlready } from "../paging/claim.ts";
import type { Page, RunStart } from "../paging/page.ts";
import type { NewSend } from "../team/events.ts";
import { messages, rungs } from "../paging/rungs.ts";
import { askingOf, beginRun } from "../paging/steps.ts";
import { askedBy, policyFor } from "../paging/targets.ts";
import type { Decision } from "../team/decision.ts";
import type { Failure } from "./failure.ts";
import { dropHeld, heldBy, hold } from "./held.ts";
import { FLAP_ENDS_DOWN, FLAP_ENDS_UP, FLAP_REOPENS, FLAP_WINDOW, REOPEN_WINDOW, type Incident } from "./incident.ts";
import { resolveIncident } from "./resolve.ts";
import { tellTeam } from "./tell.ts";
import { incidentOf, newestOf, openOf } from "../team/incident-table.ts";

/** A trigger, by the first rule that matches (spec "oncall" §4). */
export function onFailure(d: Decision, failure: Failure): void {
  const known = newestOf(d.state, failure.key);
  if (known?.flap) return flapAgain(d, known);
  if (known?.state === "open")
    return d.emit({ kind: "incident.deduped", subject: known.id, data: { title: failure.title } });
  const held = failure.kind === "unknown" ? null : heldBy(d.state, failure.source, d.now);
  if (held) return hold(d, failure, held);
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

/** Rings for an incident: with the page of its policy that is firing, else with its own, whose ladder starts at `at`. */
export function ringIncident(d: Decision, id: string, start: RunStart, at: Instant): void {
  const policy = policyFor(d.state.config, incidentOf(d.state, id)?.policy ?? null);
  const firing = Object.values(d.state.pages).find((page) => page.state === "firing" && page.policy.id === policy.id);
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
        policy: failure.policy ?? null,
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
  const policy = policyFor(d.state.config, incidentOf(d.state, incident)?.policy ?? null);
  d.emit({
    kind: "page.opened",
    subject: id,
    data: { incidents: [incident], run: runSince(start, at, d.now), policy },
  });
  beginRun(d, id);
}

/** What breaks together rings once: the page's people hear of it now, on the clock that already runs. */
function join(d: Decision, page: string, incident: string): void {
  d.emit({ kind: "page.joined", subject: page, data: { incident } });
  const firing = d.state.pages[page];
  const step = firing?.step;
  if (!firing || !step) return;
  const sends = step.users.flatMap((user) => joinSends(d, firing, user));
  if (sends.length === 0) return;
  d.emit({
    kind: "page.widened",
    subject: page,
    data: { why: "join", users: [], sends, handoffAt: step.handoffAt, dropped: [] },
  });
}

/** Push and SMS at once; in a storm one that waits already speaks for all that came since. */
function joinSends(d: Decision, page: Page, user: string): NewSend[] {
  return rungs(d.state, [user], askingOf(page), d.now)
    .filter(({ channel, due }) => channel !== "voice" && due === d.now)
    .map((send) => ({ ...send, due: afterStorm(d.state, send) }))
    .filter((send) => !speaksAlready(d.state, page, send));
}

/** The third reopening within the hour: one quiet push, then silence until it holds still. */
function flap(d: Decision, incident: Incident, failure: Failure): void {
  reopen(d, incident, failure);
  const people = incident.lastAcker ? [incident.lastAcker] : onCallFor(d, incident);
  const sends = people.flatMap((user) => messages(d.state, user, "push", "flapping", d.now));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: incident.page ?? "", data: { sends } });
  d.emit({ kind: "incident.flapped", subject: incident.id, data: { failing: true } });
}

/** Whom the first step of its policy asks, or would. */
function onCallFor(d: Decision, { policy }: Incident): string[] {
  const [first] = policyFor(d.state.config, policy).steps;
  const asked = askedBy(d.state, first?.targets ?? [], d.now);
  return [...asked.users, ...asked.sleepers];
}

function flapAgain(d: Decision, incident: Incident): void {
  if (incident.flap?.failing === false)
    d.emit({ kind: "incident.flapped", subject: incident.id, data: { failing: true } });
}

/** The failure is over, by the verdict of what watches it. `text` goes into the recovery notice. */
export function onRecovery(d: Decision, key: string, text: string, missed: number | null): void {
  dropHeld(d, key);
  const incident = openOf(d.state, key);
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
