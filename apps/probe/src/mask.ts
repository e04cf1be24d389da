/**
 * Blots secrets out of a job's output before it is stored: spec "heartbeats" §6.4. Works on bytes as they are, one
 * character a byte. Takes time linear in their number: what a pattern repeats without a bound becomes part of its match, or
 * cannot contain what the pattern starts with; everything else in it is bounded.
 */

const PEM_KEY =
  /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g;

/** In quotes of a text within a string, in double and in single quotes, each with the ways to write its own quote in it. */
const IN_QUOTES = [
  String.raw`(\\")(?:[^"\\\r\n]|\\\\\\.|\\[^"\r\n])+`,
  String.raw`(\\')(?:[^'\\\r\n]|\\\\\\.|\\[^'\r\n])+`,
  String.raw`(")(?:[^"\\\r\n]|\\.)+`,
  String.raw`(')(?:[^'\\\r\n]|\\.|'(?:\\'|"'")')+`,
].join("|");
/** The quotes themselves stay. 64 blanks: names and values may stand in columns. */
const named = (name: string, separator: string, bare: string): RegExp =>
  new RegExp(String.raw`(${name}(?:\\?["'])?[ \t]{0,64}${separator}[ \t]{0,64}\[?)(?:${IN_QUOTES}|${bare})`, "gi");
const KEEP_NAME = "$1$2$3$4$5***";

/** Bare, a value goes to the next white space, whatever it holds; as a parameter of a URL it ends at `&`. */
const IN_QUERY = String.raw`[?&][\w.-]{0,80}=`;
const BARE = String.raw`(?<=${IN_QUERY})[^\s&]+|(?<!${IN_QUERY})(?!\\["'])(?=[^\s"'])\S*[^\s,;]`;
const PASSWORD = named(
  String.raw`(?:password|passwd|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|token|api[_-]?key)`,
  "[=:][=:>]{0,2}",
  BARE,
);
/** Bare, it goes to the end of its line: `Digest username="x", response="…"`. */
const AUTHORIZATION = named("authorization", ":", String.raw`(?:="[^"\r\n]*"|[^\r\n"'])+`);

const USERINFO = /(:\/\/)[^\s/?#"'<>]+@/g;
const KNOWN = /\bA[KS]IA[0-9A-Z]{16}\b|gh[pousr]_[A-Za-z0-9]{4,}|xox[a-z]-[A-Za-z0-9-]{4,}|[sr]k_live_[A-Za-z0-9]{4,}/g;
/** The beginnings of those that show only in their end what they are. */
const HALF_AT_END =
  /(:\/\/)[^\s/?#"'<>]+$|\bA[KS]IA[0-9A-Z]{0,15}$|gh[pousr]_[A-Za-z0-9]{0,3}$|xox[a-z]-[A-Za-z0-9-]{0,3}$|[sr]k_live_[A-Za-z0-9]{0,3}$/;

/** The bytes with every secret value replaced by `***`. */
export function mask(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytesOf(maskText(textOf(bytes)));
}

const maskText = (text: string): string =>
  text
    .replace(PEM_KEY, "***")
    .replace(AUTHORIZATION, KEEP_NAME)
    .replace(PASSWORD, KEEP_NAME)
    .replace(USERINFO, "$1***@")
    .replace(KNOWN, "***");

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Arguments of one call are limited, so it is made in pieces. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return text;
}

/** How many bytes of a text are masked as a whole, so that cutting at a lower limit leaves no half of a secret. */
export const MASK_WINDOW = 32_768;

/** No half of a secret that {@link mask} would leave is longer. */
const LONGEST_HALF = 4_096;

/**
 * The first `limit` masked bytes of a text that begins with `window`, its first {@link MASK_WINDOW} bytes at most. `cut` says
 * that the text went on, or broke off: a secret that is cut there may not look like one. What broke off early keeps its last
 * word unless a secret may begin in it; where the window was too short and so much was blotted out that its end shows, the
 * last word is left out.
 */
export function maskedStart(window: Uint8Array, limit: number, cut: boolean): Uint8Array<ArrayBuffer> {
  const text = maskText(textOf(window));
  if (!cut || text.length > limit + LONGEST_HALF) return bytesOf(text.slice(0, limit));
  if (window.length < MASK_WINDOW) return bytesOf(text.replace(HALF_AT_END, "$1***").slice(0, limit));
  const masked = bytesOf(text);
  const lastBlank = masked.findLastIndex((byte) => byte <= 0x20);
  return masked.slice(0, Math.min(limit, lastBlank + 1));
}
