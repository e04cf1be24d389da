import {
  downtime,
  headOf,
  stateOf,
  subjectOf,
  titleOf,
  type MessageIncident,
  type PageMessage,
} from "@nightbell/shared/paging/messages";
import { wallClock } from "@nightbell/shared/paging/message-time";

/** What a chat room reads, in the form that each service wants: spec "oncall" §7, "Slack" and "Discord". */

const SLACK_HEADER_MAX = 150;
const SLACK_SECTION_MAX = 3_000;
const DISCORD_MAX = 2_000;
/** A storm's incidents are not all told: the link shows them. */
const MOST_LINES = 20;
const SUPPRESS_EMBEDS = 4;

type Escape = (text: string) => string;

/** By this text a header and a post say the same in both services. */
const headline = (message: PageMessage): string =>
  message.kind === "contact" ? "Nightbell" : `${headOf(message)} ${subjectOf(message.incidents)}`;

function lineOf({ zone, clock }: PageMessage, incident: MessageIncident): string {
  const when =
    incident.endedAt === null ? `since ${wallClock(incident.since, zone, clock.now)}` : downtime(incident, clock.now);
  return `${titleOf(incident)}, ${when}`;
}

/** One line for each incident, then how it stands. */
function linesOf(message: PageMessage): string[] {
  const shown = message.incidents.slice(0, MOST_LINES).map((incident) => `• ${lineOf(message, incident)}`);
  const more = message.incidents.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : []), stateOf(message)];
}

/** As much of a text as fits once it is escaped; no character is cut in two, and no escape. */
function fit(text: string, max: number, escape: Escape): string {
  const whole = escape(text);
  if (whole.length <= max) return whole;
  let shown = "";
  for (const char of text) {
    const next = escape(char);
    if (shown.length + next.length > max - 1) break;
    shown += next;
  }
  return `${shown}…`;
}

const SLACK_ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const forSlack: Escape = (text) => text.replace(/[&<>]/g, (char) => SLACK_ENTITIES[char] ?? char);
const forDiscord: Escape = (text) => text.replace(/[\\*_~`|>#[\]()@<-]/g, (char) => `\\${char}`);

/** The body of a post to a Slack webhook. Nothing in it mentions anybody, and no address is unfurled. */
export function slackPost(message: PageMessage): object {
  const header = fit(headline(message), SLACK_HEADER_MAX, forSlack);
  const section = fit(linesOf(message).join("\n"), SLACK_SECTION_MAX, forSlack);
  return {
    text: header,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: { type: "plain_text", text: header, emoji: false } },
      { type: "section", text: { type: "mrkdwn", text: section, verbatim: true } },
      ...(message.link === ""
        ? []
        : [
            {
              type: "actions",
              elements: [
                { type: "button", text: { type: "plain_text", text: "Open in Nightbell" }, url: message.link },
              ],
            },
          ]),
    ],
  };
}

/** The body of a post to a Discord webhook. Nothing in it mentions anybody, and no address is unfurled. */
export function discordPost(message: PageMessage): object {
  const link = message.link === "" ? "" : `\n<${message.link}>`;
  const header = `**${fit(headline(message), SLACK_HEADER_MAX, forDiscord)}**\n`;
  const room = DISCORD_MAX - header.length - link.length;
  return {
    content: `${header}${fit(linesOf(message).join("\n"), room, forDiscord)}${link}`,
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  };
}
