import { escapeMarkup, plainText } from "@nightbell/shared/paging/plain-text";

/** TwiML, Twilio's answer language. Every text in it is escaped and one line. */

const document = (verbs: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
const say = (text: string): string => `<Say>${escapeMarkup(plainText(text))}</Say>`;

/**
 * Says something and waits for one key; also without one it asks `actionUrl` what comes next.
 * The exact shape is spec "oncall" §6, "Voice".
 */
export const askForKey = (text: string, actionUrl: string): string =>
  document(
    `<Gather numDigits="1" timeout="6" actionOnEmptyResult="true" method="POST" action="${escapeMarkup(actionUrl)}">${say(text)}</Gather>`,
  );

/** Says something and ends the call. */
export const sayAndHangUp = (text: string): string => document(`${say(text)}<Hangup/>`);

/** Answers an SMS; null sends nothing. */
export const smsAnswer = (text: string | null): string =>
  document(text === null || plainText(text) === "" ? "" : `<Message>${escapeMarkup(plainText(text))}</Message>`);

/** Speaks a code digit by digit, twice. */
export function speakCode(code: string): string {
  const digits = Array.from(code).join(", ");
  return sayAndHangUp(`Your Nightbell code is: ${digits}. Once more: ${digits}.`);
}

/** The HTTP answer that carries a document. */
export const twimlResponse = (twiml: string): Response =>
  new Response(twiml, { headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" } });
