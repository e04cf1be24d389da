import type { ErrorCode } from "@nightbell/shared/errors";
import { voiceText } from "@nightbell/shared/paging/message-channels";
import { incidentsOf, messageOf, nameOfUser, pageClock } from "@nightbell/shared/paging/page-message";
import type { Page } from "@nightbell/shared/paging/page";
import { BACKUP, memberOf } from "@nightbell/shared/paging/reach";
import { duration } from "@nightbell/shared/paging/message-time";
import type { ReplyKind } from "@nightbell/shared/paging/replies";
import type { EventOf, TeamEvent } from "@nightbell/shared/team/events";
import type { CallScript, LinkAct, LinkView, SmsReply } from "@nightbell/shared/team/pager-rpc";
import type { Answer, HumanAct, Refusal, Via } from "@nightbell/shared/team/rpc";
import type { Incident } from "@nightbell/shared/incident/incident";
import { monitorOf } from "@nightbell/shared/team/monitor-table";
import type { TeamState } from "@nightbell/shared/team/state";
import type { Runtime } from "./runtime.ts";
import { incidentOf } from "@nightbell/shared/team/incident-table";

/** What people say to a page, by button, key, reply or link, and what they are told. */

const SNOOZE_BY_SMS = 3_600;
/** Codes with which "too late" and "already so" reach a caller; everything else worked. */
const REFUSED_TEXTS: Partial<Record<string, ErrorCode>> = {
  "already resolved": "already_resolved",
  "already escalated": "already_escalated",
};

const notFound = (message: string): Refusal => ({ ok: false, code: "not_found", message });
const acts: Record<ReplyKind, HumanAct> = {
  ack: { kind: "ack" },
  escalate: { kind: "escalate" },
  resolve: { kind: "resolve" },
  snooze: { kind: "snooze", seconds: SNOOZE_BY_SMS },
};

/** Acts on the page that an incident belongs to. */
export function actOnIncident(
  runtime: Runtime,
  incident: string,
  user: string,
  via: Via,
  act: HumanAct,
): Answer<{ text: string }> {
  const { state } = runtime.engine;
  const known = incidentOf(state, incident);
  if (known?.state === "open" && known.urgency === "low") return actOnQuiet(runtime, known, user, act);
  const page = known?.page;
  if (!page || !state.pages[page])
    return notFound("There is no such incident, or it is over for so long that nothing can be done to it.");
  if (act.kind === "assign" && !memberOf(state, act.user))
    return { ok: false, code: "invalid", message: "This person is not in the team." };
  return actOnPage(runtime, page, user, via, act);
}

/** What is told once has no page: it can be resolved, or turned into a page. */
function actOnQuiet(runtime: Runtime, { id }: Incident, user: string, act: HumanAct): Answer<{ text: string }> {
  if (act.kind === "resolve") runtime.do({ kind: "resolve incident", incident: id, by: user });
  else if (act.kind === "escalate") runtime.do({ kind: "page anyway", incident: id, by: user });
  else return { ok: false, code: "conflict", message: "Nobody is paged for this. Resolve it, or page for it." };
  return { ok: true, value: { text: act.kind === "resolve" ? "Resolved." : "Somebody is being paged." } };
}

function actOnPage(runtime: Runtime, page: string, user: string, via: Via, act: HumanAct): Answer<{ text: string }> {
  const events = runtime.do({ kind: "act", page, user, via, act });
  const text = whatHappened(runtime.engine.state, events);
  const code = REFUSED_TEXTS[text];
  return code ? { ok: false, code, message: sentence(text) } : { ok: true, value: { text: sentence(text) } };
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function whatHappened(state: TeamState, events: readonly TeamEvent[]): string {
  for (const event of events) {
    switch (event.kind) {
      case "page.acked":
        return "You have it. We stop calling; we ask again in 25 minutes";
      case "page.confirmed":
        return "You still have it. We ask again in 25 minutes";
      case "page.answered":
        return event.data.text + sinceWhen(state, event);
      case "page.snoozed":
        return "Snoozed. If it is still down then, it pages again";
      case "page.restarted":
        return event.data.why === "assigned"
          ? `${nameOfUser(state, event.data.to) ?? "They"} is being paged`
          : "Everyone is being called now";
      case "page.noted":
        return "Noted";
      case "incident.resolved":
        return "Resolved. If it still fails, it opens again";
    }
  }
  return "nothing to do: it is as you asked";
}

/** How long ago somebody else took it; whoever acks after them joins. */
function sinceWhen(state: TeamState, { subject, at, data }: EventOf<"page.answered">): string {
  const page = state.pages[subject];
  if (page?.state !== "acked" || page.ackedAt === null || !page.joined.includes(data.user)) return "";
  return ` (${duration(at - page.ackedAt)} ago; you joined)`;
}

export function setPaused(
  runtime: Runtime,
  what: "heartbeat" | "monitor",
  id: string,
  by: string,
  pause: boolean,
): Answer<{ text: string }> {
  const { state } = runtime.engine;
  const known =
    what === "monitor" ? monitorOf(state, id) : Object.hasOwn(state.heartbeats, id) ? state.heartbeats[id] : undefined;
  if (!known) return notFound(`There is no such ${what}.`);
  if (!pause && known.status !== "paused")
    return { ok: false, code: "not_paused", message: `This ${what} is not paused.` };
  runtime.do({ kind: pause ? "pause" : "resume", what, id, by });
  return { ok: true, value: { text: pause ? "Paused. Nobody is paged for it until you resume." : "Watching again." } };
}

/** What a call says to the person who took it. */
export function callScript(runtime: Runtime, id: string): Answer<CallScript> {
  const { state } = runtime.engine;
  const send = state.sends[id];
  const page = send && state.pages[send.page];
  if (!send || !page) return notFound("There is no such call.");
  if (page.state === "closed")
    return {
      ok: true,
      value: { say: "Nightbell. It is over: everything on this page is resolved. Goodbye.", gather: false },
    };
  const say = voiceText(messageOf(state, send, runtime.engine.now(), null, ""));
  return { ok: true, value: { say, gather: true } };
}

export function keypress(runtime: Runtime, id: string, digit: "1" | "2"): Answer<CallScript> {
  const send = runtime.engine.state.sends[id];
  if (!send || !runtime.engine.state.pages[send.page]) return notFound("There is no such call.");
  const member = memberOf(runtime.engine.state, send.user);
  if (!member || member.role === "viewer")
    return { ok: true, value: { say: "You can look, not act. Goodbye.", gather: false } };
  const done = actOnPage(runtime, send.page, send.user, "voice", digit === "1" ? acts.ack : acts.escalate);
  return { ok: true, value: { say: `${done.ok ? done.value.text : done.message} Goodbye.`, gather: false } };
}

/** Null when the number is no member's verified one: then nobody has said anything. */
export function smsReply(runtime: Runtime, { from, page, kind }: SmsReply): string | null {
  const { state } = runtime.engine;
  const member = state.config?.members.find(({ contacts }) =>
    contacts.some((contact) => contact.kind === "sms" && contact.address === from && contact.verifiedAt !== null),
  );
  if (!member || member.role === "viewer") return null;
  if (!state.pages[page]) return "Already resolved.";
  const done = actOnPage(runtime, page, member.id, "sms", acts[kind]);
  return done.ok ? done.value.text : done.message;
}

export function linkView(runtime: Runtime, token: string): LinkView | null {
  const { state } = runtime.engine;
  const target = runtime.links.find(state, token);
  const page = target && state.pages[target.page];
  const reader = target && readerOf(state, target.user);
  if (!target || !page || !reader) return null;
  return {
    team: state.team?.name ?? "",
    person: reader.name,
    readOnly: target.user === BACKUP,
    state: page.state,
    owner: ownerOf(state, page, target.user),
    snoozeUntil: page.snoozeUntil,
    clock: pageClock(page, runtime.engine.now()),
    zone: reader.zone,
    incidents: incidentsOf(state, page).map(({ title, since, endedAt }) => ({ title, since, endedAt })),
  };
}

function readerOf(state: TeamState, user: string): { name: string; zone: string } | undefined {
  if (user !== BACKUP) return memberOf(state, user);
  const { backup, team } = state.config ?? {};
  return backup && team ? { name: backup.name, zone: team.zone } : undefined;
}

function ownerOf(state: TeamState, page: Page, reader: string): LinkView["owner"] {
  if (page.acker === null || page.ackedAt === null) return null;
  return { name: nameOfUser(state, page.acker) ?? "", you: page.acker === reader, since: page.ackedAt };
}

export function linkAct(runtime: Runtime, token: string, act: LinkAct): Answer<{ text: string }> {
  const target = runtime.links.find(runtime.engine.state, token);
  if (!target) return notFound("This link is not valid, or no longer.");
  const member = memberOf(runtime.engine.state, target.user);
  if (member === undefined || member.role === "viewer")
    return { ok: false, code: "forbidden", message: "You can look, not act." };
  return actOnPage(runtime, target.page, target.user, "link", acts[act]);
}

/** A browser showed our notification: the newest push to that person about that page was seen. */
export function pushShown(runtime: Runtime, token: string): boolean {
  const { state } = runtime.engine;
  const target = runtime.links.find(state, token);
  if (!target) return false;
  const pushes = Object.values(state.sends).filter(
    (send) => send.page === target.page && send.user === target.user && send.channel === "push",
  );
  const shown = pushes.findLast((send) => send.state === "accepted" || send.state === "leased");
  if (shown) runtime.do({ kind: "shown", send: shown.id });
  return true;
}
