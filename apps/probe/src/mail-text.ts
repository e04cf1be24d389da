import PostalMime from "postal-mime";

/** What the keyword filter reads of an e-mail. Spec "heartbeats" §3. */
export type MailText = { subject: string; text: string };

const SUBJECT_LIMIT = 1_000;
const TEXT_LIMIT = 100_000;

/**
 * The decoded subject, and the text parts followed by the HTML parts without their tags.
 * @param raw the message, maybe cut; one that cannot be parsed is read as it is
 */
export async function mailText(raw: Uint8Array): Promise<MailText> {
  try {
    const { subject = "", text = "", html = "" } = await PostalMime.parse(raw);
    const parts = [text.slice(0, TEXT_LIMIT), textOfHtml(html.slice(0, 2 * TEXT_LIMIT))];
    return { subject: subject.slice(0, SUBJECT_LIMIT), text: bounded(parts.filter((part) => part !== "").join("\n")) };
  } catch (error) {
    console.warn(JSON.stringify({ event: "mail not parsed", error: String(error), bytes: raw.length }));
    return { subject: "", text: bounded(new TextDecoder().decode(raw.subarray(0, TEXT_LIMIT))) };
  }
}

const bounded = (text: string): string => text.slice(0, TEXT_LIMIT).toWellFormed();

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * HTML without scripts, styles, comments and tags; what begins a new line on screen begins one here. Linear: a tag's pattern
 * stops at the next `<`, and an element or a comment without an end takes the rest with it.
 */
export function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(script|style)\b[^<>]*>[\s\S]*?(?:<\/\1\b[^<>]*>?|$)/gi, "")
    .replace(
      /<\/?(?:address|article|blockquote|br|div|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>/gi,
      "\n",
    )
    .replace(/<[!/]?[a-z][^<>]*>/gi, "")
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, digits, hex, name) => {
      if (typeof name === "string") return ENTITIES[name.toLowerCase()] ?? whole;
      return codePoint(typeof digits === "string" ? Number(digits) : Number.parseInt(String(hex), 16));
    });
}

const codePoint = (code: number): string => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : "");
