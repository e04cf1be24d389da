import { fitSegment } from "./gsm.ts";
import { wallClock } from "./message-time.ts";
import {
  downtime,
  headOf,
  nameOf,
  replyLine,
  shortStateOf,
  since,
  stateOf,
  subjectOf,
  titleOf,
  type PageMessage,
} from "./messages.ts";
import { cut, escapeMarkup, plainText } from "./plain-text.ts";

/** A message in the shape of each channel. Limits: spec "oncall" §7. */

const sentence = (...parts: string[]): string => parts.filter((part) => part !== "").join(" ");

const PAGER_TITLE = "Your pager needs you";
const SHIFT_TITLE = "You are on call";

/** About its reader, and no incident. */
const isPersonal = ({ kind }: PageMessage): boolean => kind === "contact" || kind === "shift";

/** The link as an SMS shows it: phones underline a bare host and path. */
const bareLink = (link: string): string => link.replace(/^https?:\/\//, "");

/** What stands between the head and the state: failure and time, or how it ended. */
function factOf(m: PageMessage): string {
  const [first] = m.incidents;
  if (!first) return "";
  if (m.kind === "recovered") return m.incidents.length > 1 ? "." : `, ${downtime(first, m.clock.now)}.`;
  return ` ${since(m)}.`;
}

/**
 * One SMS segment: what is down and since when, who has it, how to answer, and the link. When it does not all fit,
 * the state is said in fewer words first, then the summary is cut.
 */
export function smsText(m: PageMessage): string {
  if (isPersonal(m))
    return fitSegment({ head: `${headOf(m)} `, summary: stateOf(m), tails: [tail("", bareLink(m.link))] });
  const fact = factOf(m);
  const answer = [replyLine(m), bareLink(m.link)];
  return fitSegment({
    head: `${headOf(m)} `,
    summary: subjectOf(m.incidents, m.kind === "recovered" ? nameOf : titleOf),
    tails: [
      tail(fact, stateOf(m), ...answer),
      tail(fact, shortStateOf(m), ...answer),
      tail(fact, ...answer),
      tail(".", tightReply(m), bareLink(m.link)),
    ],
  });
}

/** What follows the summary: the fact brings its own separator, each sentence a space. */
const tail = (fact: string, ...sentences: string[]): string =>
  fact + sentences.map((text) => (text === "" ? "" : ` ${text}`)).join("");

/** How to answer where 70 characters are all there is. */
function tightReply(m: PageMessage): string {
  if (replyLine(m) === "" || m.kind === "status") return "";
  return `Reply ${m.code === null ? "1" : `${m.code}a`} ack.`;
}

export type PushPayload = {
  title: string;
  body: string;
  /** One notification a page: a later message replaces the earlier one. */
  tag: string;
  /** Where a tap leads. */
  url: string;
  /** Where the service worker POSTs `act=ack`. */
  ackUrl: string;
  /** Where the service worker POSTs that it showed the notification. */
  shownUrl: string;
};

/** What the push encryption leaves room for, in bytes of JSON. */
export const PUSH_LIMIT = 3993;

/**
 * A notification for a locked screen: name and state, nothing a watched site could have written.
 * Stays below {@link PUSH_LIMIT} for URLs of any sensible length.
 */
export function pushPayload(m: PageMessage, urls: Omit<PushPayload, "title" | "body">): PushPayload {
  return {
    title: personalTitle(m) ?? `${headOf(m)} ${subjectOf(m.incidents)}`,
    body: cut(sentence(pushFact(m), stateOf(m)), 400),
    ...urls,
  };
}

const personalTitle = ({ kind }: PageMessage): string | null =>
  kind === "contact" ? PAGER_TITLE : kind === "shift" ? SHIFT_TITLE : null;

function pushFact(m: PageMessage): string {
  if (isPersonal(m)) return "";
  const [first] = m.incidents;
  if (m.kind === "notice" || m.kind === "digest") return first ? `${titleOf(first)}, ${since(m)}.` : "";
  return m.kind === "recovered" ? `${recoveries(m, 3).join("; ")}.` : `Down ${since(m)}.`;
}

/** "db1 prod, down 17 min" for the first few of those that recovered. */
const recoveries = (m: PageMessage, most: number): string[] =>
  m.incidents
    .slice(0, most)
    .map((incident) => (m.incidents.length > 1 ? `${nameOf(incident)}, ` : "") + downtime(incident, m.clock.now));

export type MailText = { subject: string; text: string; html: string };

const MAIL_INCIDENTS = 10;

/** An e-mail: the subject is one line, the text and the HTML say the same, everything foreign is escaped. */
export function mailText(m: PageMessage): MailText {
  const lines = m.incidents.slice(0, MAIL_INCIDENTS).map((incident) => mailLine(m, incident));
  const hidden = m.incidents.length - lines.length;
  if (hidden > 0) lines.push(`and ${hidden} more`);
  const action = m.kind === "recovered" && m.stillOpen === 0 ? "See what happened" : "Open the page";
  return {
    subject: personalTitle(m) ?? cut(`${headOf(m)} ${subjectOf(m.incidents, titleOf)}`, 150),
    text: [stateOf(m), ...lines.map((line) => `- ${line}`), `${action}: ${m.link}`, `Nightbell for ${teamOf(m)}`].join(
      "\n\n",
    ),
    html: mailHtml(m, lines, action),
  };
}

function mailLine(m: PageMessage, incident: PageMessage["incidents"][number]): string {
  if (m.kind === "recovered") return `${nameOf(incident)}: ${downtime(incident, m.clock.now)}`;
  return `${titleOf(incident)}, since ${wallClock(incident.since, m.zone, m.clock.now)}`;
}

const teamOf = (m: PageMessage): string => cut(plainText(m.team), 100);

const mailHtml = (m: PageMessage, lines: string[], action: string): string => `<!doctype html>
<html lang="en"><body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1b1e;background:#fff">
<h1 style="margin:0 0 16px;font-size:20px">${escapeMarkup(stateOf(m))}</h1>
<ul style="margin:0 0 24px;padding-left:20px">${lines.map((line) => `<li>${escapeMarkup(line)}</li>`).join("")}</ul>
<p style="margin:0 0 24px"><a href="${escapeMarkup(m.link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#c92a2a;color:#fff;text-decoration:none">${action}</a></p>
<p style="margin:0;color:#5c5f66;font-size:14px">Nightbell for ${escapeMarkup(teamOf(m))}</p>
</body></html>`;

/** What a call says before it waits for a key: how many, the first of them, who has it, which keys. */
export function voiceText(m: PageMessage): string {
  const n = m.incidents.length;
  const [first] = m.incidents;
  const count = n > 1 ? `${n} things are down. The first is` : "This is down:";
  return sentence(
    `Nightbell for ${teamOf(m)}.`,
    first ? `${count} ${titleOf(first)}.` : "",
    m.owner === null ? "Nobody has it yet." : stateOf(m),
    "Press 1 to acknowledge, 2 to call everyone.",
  );
}
