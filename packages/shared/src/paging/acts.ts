import { isAsleep } from "../oncall/quiet.ts";
import { resolveIncident } from "../incident/resolve.ts";
import type { Decision } from "../team/decision.ts";
import { onCalledOff } from "../team/watch-heartbeats.ts";
import type { HumanAct, Via } from "../team/rpc.ts";
import type { TeamState } from "../team/state.ts";
import { newRun } from "./grid.ts";
import { ACK_EXPIRES, ESCALATE_AGAIN, MAX_SNOOZE, NUDGE_AFTER } from "./ladder.ts";
import type { Page, RestartWhy, RunStart } from "./page.ts";
import { memberOf } from "./reach.ts";
import { messages, posts } from "./rungs.ts";
import { beginRun, pageOf } from "./steps.ts";
import { incidentOf } from "../team/incident-table.ts";

/** What people do to a page, and what a page does when they stop (spec "oncall" §4). */

const nameOf = (state: TeamState, user: string | null): string =>
  (user === null ? undefined : memberOf(state, user)?.name) ?? "someone who left";

/** Takes a person's act. Commands are serial, so this is the compare-and-set: the first ack wins. */
export function onAct(d: Decision, id: string, user: string, via: Via, act: HumanAct): void {
  const page = d.state.pages[id];
  if (!page) return;
  if (act.kind === "note") return d.emit({ kind: "page.noted", subject: id, data: { user, text: act.text } });
  const flapping = ownIncidents(d, page).some((incident) => incidentOf(d.state, incident)?.state === "open");
  if (page.state === "closed" && !(act.kind === "resolve" && flapping)) {
    return answer(d, id, user, via, "already resolved");
  }
  switch (act.kind) {
    case "ack":
      return acknowledge(d, page, user, via);
    case "take over":
      return takeOver(d, page, user, via);
    case "escalate":
      return escalate(d, page, user, via);
    case "resolve":
      return resolveAll(d, page, user);
    case "snooze":
      return d.emit({
        kind: "page.snoozed",
        subject: id,
        data: { user, until: d.now + Math.min(act.seconds * 1000, MAX_SNOOZE) },
      });
    case "assign":
      return restart(d, id, "assigned", user, { kind: "person", user: act.user });
  }
}

function answer(d: Decision, page: string, user: string, via: Via, text: string): void {
  d.emit({ kind: "page.answered", subject: page, data: { user, via, text } });
}

function acknowledge(d: Decision, page: Page, user: string, via: Via): void {
  if (page.state === "acked" && page.acker === user) {
    return d.emit({ kind: "page.confirmed", subject: page.id, data: { user, via } });
  }
  if (page.state === "acked") return answer(d, page.id, user, via, `already acked by ${nameOf(d.state, page.acker)}`);
  own(d, page, user, via, page.step?.users ?? []);
}

/** Somebody else has it from now on, and whoever had it until now is told. */
function takeOver(d: Decision, page: Page, user: string, via: Via): void {
  if (page.state !== "acked" || page.acker === user) return acknowledge(d, page, user, via);
  own(d, page, user, via, [...(page.acker === null ? [] : [page.acker]), ...(page.step?.users ?? [])]);
}

/** The page has an owner: the ladder is void, and whoever else was asked and is awake hears who it is. */
function own(d: Decision, page: Page, user: string, via: Via, asked: readonly string[]): void {
  const others = new Set(asked.filter((other) => other !== user && isAwake(d, other)));
  const told = [...others];
  d.emit({ kind: "page.acked", subject: page.id, data: { user, via, told } });
  const sends = told.flatMap((other) => messages(d.state, other, "push", "status", d.now));
  const rooms = posts(d.state, page.posted, "status", d.now);
  if (sends.length + rooms.length > 0)
    d.emit({ kind: "send.added", subject: page.id, data: { sends: [...sends, ...rooms] } });
}

function isAwake(d: Decision, user: string): boolean {
  const member = memberOf(d.state, user);
  return member !== undefined && !isAsleep(member, d.now);
}

function escalate(d: Decision, page: Page, user: string, via: Via): void {
  if (page.state === "firing" && page.escalatedAt !== null && d.now - page.escalatedAt < ESCALATE_AGAIN) {
    return answer(d, page.id, user, via, "already escalated");
  }
  restart(d, page.id, "escalated", user, { kind: "team" });
}

/** The incidents that ring with this page and not with a newer one. */
const ownIncidents = (d: Decision, page: Page): string[] =>
  page.incidents.filter((id) => incidentOf(d.state, id)?.page === page.id);

function resolveAll(d: Decision, page: Page, user: string): void {
  for (const incident of ownIncidents(d, page)) {
    resolveIncident(d, incident, user, "resolved by hand");
    onCalledOff(d, incident);
  }
}

/** Begins a new run of a page's ladder, which voids what the old one had planned. */
export function restart(d: Decision, id: string, why: RestartWhy, by: string | null, start: RunStart): void {
  const to = start.kind === "person" ? start.user : null;
  d.emit({ kind: "page.restarted", subject: id, data: { why, by, to, run: newRun(start, d.now) } });
  beginRun(d, id);
}

/** When the owner of an ack is asked whether they are still on it; null when not due by itself. */
export const nudgeAt = (page: Page): number | null =>
  page.state === "acked" && !page.nudged && page.ackFreshAt !== null ? page.ackFreshAt + NUDGE_AFTER : null;

/** When an ack without a sign of life no longer counts. */
export const ackExpiresAt = (page: Page): number | null =>
  page.state === "acked" && page.ackFreshAt !== null ? page.ackFreshAt + ACK_EXPIRES : null;

export function nudge(d: Decision, id: string): void {
  const { acker } = pageOf(d.state, id);
  if (acker === null) return;
  d.emit({ kind: "page.nudged", subject: id, data: { user: acker } });
  const sends = (["push", "sms"] as const).flatMap((channel) => messages(d.state, acker, channel, "nudge", d.now));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: id, data: { sends } });
}

/** The owner left the team: nobody has it any more. */
export function disownLeavers(d: Decision, id: string): void {
  const { state, acker } = pageOf(d.state, id);
  if (state === "acked" && acker !== null && !memberOf(d.state, acker)) expireAck(d, id);
}

/** The ack ran out: everyone, at once. */
export const expireAck = (d: Decision, id: string): void => restart(d, id, "unacked", null, { kind: "team" });

/** The snooze is over and it is still failing (a recovered page would have closed): step 1 afresh. */
export const endSnooze = (d: Decision, id: string): void => restart(d, id, "snooze ended", null, { kind: "policy" });
