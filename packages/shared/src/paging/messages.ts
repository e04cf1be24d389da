import type { Instant } from "../time.ts";
import { duration, stopwatch, wallClock } from "./message-time.ts";
import { cut, plainText } from "./plain-text.ts";

/** What is said to a person, whatever the channel: the words. The channels' shapes are in `message-channels.ts`. */

export type MessageIncident = {
  /** The monitor's or heartbeat's name; all that a locked screen shows of it. */
  name: string;
  /** What a person reads first: name and failure, "db1 prod: HTTP 500 from 3 regions". */
  title: string;
  since: Instant;
  endedAt: Instant | null;
  /** Runs of a heartbeat that did not happen; null where nothing is counted. */
  missed: number | null;
};

export type PageClock = {
  now: Instant;
  /** Zero of the stopwatch in "3:12": the start of the current run. */
  startedAt: Instant;
  /** When everyone is rung next; null when that is happening or nothing is planned. */
  everyoneAt: Instant | null;
};

export type MessageKind =
  | "down"
  | "unacked"
  | "recovered"
  | "status"
  | "nudge"
  | "flapping"
  | "exhausted"
  | "contact"
  | "notice"
  | "backup"
  | "digest"
  | "shift";

export type PageMessage = {
  kind: MessageKind;
  team: string;
  /** Those the message is about, the one to name first in front. Empty only for `contact` and `shift`. */
  incidents: MessageIncident[];
  /** How many stay open when some recover. */
  stillOpen: number;
  /** The reply code; null when this number has no other open page, so that a bare digit says it all. */
  code: number | null;
  /** Who has the page; for `unacked`, who had it. */
  owner: string | null;
  clock: PageClock;
  /** The reader's IANA zone. */
  zone: string;
  canReply: boolean;
  /** The reader's ack page, `https://host/i/<token>`. */
  link: string;
  /** For `contact`: what is broken and what to do; for `shift`: when one is on call; in a sentence. */
  note: string | null;
};

const NAME_LIMIT = 100;
const TITLE_LIMIT = 200;

export const nameOf = (incident: MessageIncident): string => cut(plainText(incident.name), NAME_LIMIT) || "unnamed";
export const titleOf = (incident: MessageIncident): string =>
  cut(plainText(incident.title), TITLE_LIMIT) || nameOf(incident);

/** Name of the first incident and how many more there are: "db1 prod and 2 more". */
export function subjectOf(incidents: MessageIncident[], label = nameOf): string {
  const [first] = incidents;
  if (!first) return "your pager";
  return incidents.length > 1 ? `${label(first)} and ${incidents.length - 1} more` : label(first);
}

/** The earliest beginning of what the message is about; the page's own when it names nothing. */
const sinceOf = (m: PageMessage): Instant => Math.min(...m.incidents.map((incident) => incident.since), m.clock.now);

/** "since 02:14 CET", in the reader's zone. */
export const since = (m: PageMessage): string => `since ${wallClock(sinceOf(m), m.zone, m.clock.now)}`;

/**
 * Who has it, or what happens until somebody does: "Nobody has it yet - 3:12. Everyone is called at 4:00."
 * Every message carries it (spec "oncall" §4).
 */
export function stateLine(owner: string | null, clock: PageClock): string {
  if (owner !== null) return `${cut(plainText(owner), NAME_LIMIT) || "Somebody"} has it.`;
  const elapsed = stopwatch(clock.now - clock.startedAt);
  return `Nobody has it yet - ${elapsed}. ${everyone(clock)}`;
}

function everyone(clock: PageClock): string {
  if (clock.everyoneAt === null || clock.everyoneAt <= clock.now) return "Everyone is being called.";
  return `Everyone is called at ${stopwatch(clock.everyoneAt - clock.startedAt)}.`;
}

/** How one incident ended: "down 17 min, 3 runs missed". */
export function downtime(incident: MessageIncident, now: Instant): string {
  const down = `down ${duration((incident.endedAt ?? now) - incident.since)}`;
  if (!incident.missed) return down;
  return `${down}, ${incident.missed} ${incident.missed === 1 ? "run" : "runs"} missed`;
}

/** The first words of a message, which say how bad it is: "DOWN", "3 DOWN:", "BACK UP". */
export function headOf(m: PageMessage): string {
  const n = m.incidents.length;
  const counted = (word: string): string => (n > 1 ? `${n} ${word}:` : word);
  switch (m.kind) {
    case "down":
    case "backup":
    case "unacked":
      return counted("DOWN");
    case "exhausted":
      return counted("STILL DOWN");
    case "recovered":
      return counted("BACK UP");
    case "flapping":
      return counted("FLAPPING");
    case "status":
      return "TAKEN";
    case "nudge":
      return "STILL ON IT?";
    case "contact":
      return "YOUR PAGER:";
    case "notice":
      return "NOTE:";
    case "digest":
      return n > 1 ? `${n} NOTES:` : "NOTE:";
    case "shift":
      return "ON CALL:";
  }
}

/** The state in a sentence or two, as it is true for this kind of message. */
export function stateOf(m: PageMessage): string {
  const owner = cut(plainText(m.owner ?? ""), NAME_LIMIT);
  switch (m.kind) {
    case "recovered":
      return m.stillOpen > 0
        ? `${m.stillOpen} still down. ${stateLine(m.owner, m.clock)}`
        : "Nothing else is down on this page.";
    case "flapping":
      return "It goes up and down. We stay quiet until it settles; it pages again if it stays down.";
    case "exhausted":
      return "Nobody answered for a day. We ring everyone once a day until somebody does.";
    case "nudge":
      return `You have it. Without a word from you ${everyone(m.clock).replace("Everyone", "everyone")}`;
    case "unacked":
      return `${owner ? `${owner} went quiet. ` : ""}${stateLine(null, m.clock)}`;
    case "contact":
      return plainText(m.note ?? "") || "One of your contacts does not work any more.";
    case "notice":
      return "Nobody is paged for this.";
    case "digest":
      return "It was no reason to wake you.";
    case "shift":
      return plainText(m.note ?? "");
    case "backup":
      return `Nobody in ${cut(plainText(m.team), NAME_LIMIT)} has answered. You are their backup: reach somebody.`;
    case "down":
    case "status":
      return stateLine(m.owner, m.clock);
  }
}

/** {@link stateOf} in the fewest words, for an SMS that has to choose. */
export function shortStateOf(m: PageMessage): string {
  const { everyoneAt, startedAt, now } = m.clock;
  const soon = everyoneAt !== null && everyoneAt > now ? `all called ${stopwatch(everyoneAt - startedAt)}.` : null;
  switch (m.kind) {
    case "recovered":
      return m.stillOpen > 0 ? `${m.stillOpen} still down.` : "";
    case "flapping":
      return "We stay quiet until it settles.";
    case "nudge":
      return soon === null ? "" : `Else ${soon}`;
    case "contact":
    case "notice":
    case "digest":
    case "shift":
      return "";
    case "backup":
      return "Nobody answers. You are their backup.";
    case "exhausted":
      return "Nobody has it.";
    case "status":
    case "down":
      if (m.owner !== null) return `${cut(plainText(m.owner), 20) || "Somebody"} has it.`;
      break;
    case "unacked":
  }
  return soon === null ? "Nobody has it." : `Nobody yet, ${soon}`;
}

const UNANSWERABLE: readonly MessageKind[] = ["contact", "notice", "digest", "shift", "backup", "flapping"];

/** How to answer by SMS: "Reply 1 ack, 2 escalate."; empty where no reply can come or none is asked for. */
export function replyLine(m: PageMessage): string {
  if (!m.canReply || UNANSWERABLE.includes(m.kind)) return "";
  if (m.kind === "recovered" && m.stillOpen === 0) return "";
  const [ack, escalate] = m.code === null ? ["1", "2"] : [`${m.code}a`, `${m.code}e`];
  if (m.kind === "nudge") return `Reply ${ack}.`;
  if (m.kind === "status") return `Reply ${escalate} to call everyone.`;
  return `Reply ${ack} ack, ${escalate} escalate.`;
}
