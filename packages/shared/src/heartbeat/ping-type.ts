import type { PingMessage, PingType } from "./ping.ts";
import type { Filter, PingRules } from "./settings.ts";
import type { HeartbeatState } from "./state.ts";

/** What a ping counts as, once it is known which heartbeat it is for. Spec "heartbeats" §1 (7) and §4.6. */

/** Programs that fetch a link because somebody shared it: their visit is no sign of life of a job. */
const PREVIEW_BOT =
  /Slackbot|Slack-ImgProxy|Twitterbot|Discordbot|TelegramBot|WhatsApp|facebookexternalhit|Facebot|LinkedInBot|SkypeUriPreview|Mattermost-Bot|Googlebot|bingbot|MicrosoftPreview|redditbot|Iframely|Embedly|Applebot|Viber|SignalPreview/i;

/** The type that a ping is recorded as. */
export function pingTypeOf(
  rules: PingRules,
  { status }: Pick<HeartbeatState, "status">,
  message: PingMessage,
): PingType {
  if (status === "paused" && rules.manualResume) return "ign";
  if (message.mail !== null) return mailType(rules.filter, message.mail);
  if (rules.methods === "POST" && message.method !== "POST") return "ign";
  if (isPreview(message)) return "ign";
  if (!rules.filter.httpBody || message.action === "fail") return message.action;
  return typeByWords(rules.filter, binary(message.unmasked ?? message.body ?? new Uint8Array()));
}

const isPreview = ({ method, agent }: PingMessage): boolean =>
  (method === "GET" || method === "HEAD") && PREVIEW_BOT.test(agent);

/** Of an e-mail ping: a success, unless words in its subject or text decide. */
function mailType(filter: Filter, mail: { subject: string; text: string }): PingType {
  if (!filter.subject && !filter.body) return "success";
  const read = [filter.subject ? mail.subject : "", filter.body ? mail.text : ""];
  return typeByWords(filter, read.map(utf8).join("\n"));
}

/** Failure before success before start; what matches nothing is ignored, or a failure. */
function typeByWords(filter: Filter, haystack: string): PingType {
  const has = (list: string): boolean => wordsOf(list).some((word) => haystack.includes(utf8(word)));
  if (has(filter.failure)) return "fail";
  if (has(filter.success)) return "success";
  if (has(filter.start)) return "start";
  return filter.defaultFail ? "fail" : "ign";
}

const wordsOf = (list: string): string[] =>
  list
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Bytes as a string of one character a byte: compared as they are, never decoded. */
function binary(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return text;
}

/** Text as its UTF-8 bytes, one character a byte. A lone surrogate has none and becomes the replacement character. */
const utf8 = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/%([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
