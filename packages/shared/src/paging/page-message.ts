import { parseNumber, canReply } from "../oncall/phone-number.ts";
import { onCallAt } from "../oncall/resolve.ts";
import type { Instant } from "../time.ts";
import type { Incident } from "../incident/incident.ts";
import type { TeamState } from "../team/state.ts";
import type { MessageIncident, MessageKind, PageClock, PageMessage } from "./messages.ts";
import { wallClock } from "./message-time.ts";
import type { Page, Send } from "./page.ts";
import { everyoneAt } from "./grid.ts";
import { contactOf, memberOf } from "./reach.ts";
import { incidentOf } from "../team/incident-table.ts";

/** The state of a page as its clock tells it: since when it rings, and when everyone is called. */
export function pageClock(page: Page, now: Instant): PageClock {
  return { now, startedAt: page.run.t0, everyoneAt: everyoneAt(page) };
}

/** The incidents of a page as messages name them, open ones first; without those that ring with a newer page by now. */
export function incidentsOf(state: TeamState, page: Page): MessageIncident[] {
  const known = page.incidents
    .flatMap((id) => incidentOf(state, id) ?? [])
    .filter((incident) => incident.page === page.id);
  const ordered = [
    ...known.filter(({ state: is }) => is === "open"),
    ...known.filter(({ state: is }) => is === "resolved"),
  ];
  return ordered.map(namedBy);
}

const namedBy = ({ name, title, startedAt, resolvedAt, missed }: Incident): MessageIncident => ({
  name,
  title,
  since: startedAt,
  endedAt: resolvedAt,
  missed,
});

export const nameOfUser = (state: TeamState, user: string | null): string | null =>
  user === null ? null : (memberOf(state, user)?.name ?? "Someone who left");

/**
 * What a send says, from the state at this moment: every message carries how things stand (spec "oncall" §4).
 * @param code the reply code of the receiving number, or null when a bare digit is enough
 * @param link the reader's own ack page
 */
export function messageOf(state: TeamState, send: Send, now: Instant, code: number | null, link: string): PageMessage {
  const page = state.pages[send.page];
  const member = memberOf(state, send.user);
  const about = [...(send.digest ?? []), ...(send.incident === undefined ? [] : [send.incident])];
  const all = page ? incidentsOf(state, page) : about.flatMap((id) => incidentOf(state, id) ?? []).map(namedBy);
  const open = all.filter(({ endedAt }) => endedAt === null);
  return {
    kind: kindOf(send, page),
    team: state.team?.name ?? "",
    incidents: toldOf(send, all),
    stillOpen: open.length,
    code,
    owner: ownerOf(state, send, page),
    clock: page ? pageClock(page, now) : { now, startedAt: now, everyoneAt: null },
    zone: member?.zone ?? state.team?.zone ?? "UTC",
    canReply: send.channel === "sms" && repliesFrom(state, send),
    link,
    note: noteOf(state, send, now),
  };
}

function toldOf({ about }: Send, all: MessageIncident[]): MessageIncident[] {
  if (about === "contact" || about === "shift") return [];
  if (about === "notice" || about === "digest") return all;
  return all.filter(({ endedAt }) => (about === "recovered" ? endedAt !== null : endedAt === null));
}

function kindOf(send: Send, page: Page | undefined): MessageKind {
  const firstRound = page?.step?.kind === "team" && page.restarted?.why === "unacked";
  return send.about === "down" && firstRound ? "unacked" : send.about;
}

function ownerOf(state: TeamState, send: Send, page: Page | undefined): string | null {
  if (!page) return null;
  return kindOf(send, page) === "unacked"
    ? nameOfUser(state, page.restarted?.owner ?? null)
    : nameOfUser(state, page.acker);
}

function repliesFrom(state: TeamState, send: Send): boolean {
  const number = contactOf(state, send.user, send.contact)?.address;
  return number !== undefined && canReply(parseNumber(number).country);
}

function noteOf(state: TeamState, send: Send, now: Instant): string | null {
  if (send.about === "contact") return brokenContact(state, send.user);
  const rota = state.config?.rotas.find(({ id }) => id === send.shift?.rota);
  if (!send.shift || !rota) return null;
  const zone = memberOf(state, send.user)?.zone ?? rota.zone;
  const still = onCallAt(rota, send.shift.from).includes(send.user);
  const from = wallClock(send.shift.from, zone, now);
  return still
    ? `You are on call from ${from} (${rota.name}).`
    : `Your turn at ${from} (${rota.name}) is somebody else's now.`;
}

function brokenContact(state: TeamState, user: string): string | null {
  const broken = memberOf(state, user)?.contacts.filter((contact) => state.disabled[contact.id]) ?? [];
  const [first] = broken;
  if (!first) return null;
  const what =
    first.kind === "webpush"
      ? "Push to one of your browsers"
      : first.kind === "email"
        ? `E-mail to ${first.address}`
        : `${first.kind === "sms" ? "SMS" : "Calls"} to ${first.address}`;
  return `${what} does not work any more: ${state.disabled[first.id]?.reason ?? "the carrier refused it"}. Mend it under Contacts.`;
}
