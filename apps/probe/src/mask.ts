/**
 * Blots secrets out of a job's output before it is stored: spec "heartbeats" §6.4. Works on bytes as they are, one
 * character a byte. Takes time linear in their number: what a pattern repeats without a bound cannot contain what the
 * pattern starts with, or runs to the end of the text; everything else in it is bounded.
 */

const PEM_KEY =
  /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g;

/** A value in quotes of a text within a string, in double and in single quotes; the quotes themselves stay. */
const IN_QUOTES = String.raw`(\\["'])[^"'\\\r\n]+|(")(?:[^"\\\r\n]|\\.)+|(')[^'\r\n]+`;
const named = (name: string, separator: string, bare: string): RegExp =>
  new RegExp(String.raw`(${name}(?:\\?["'])?[ \t]{0,64}${separator}[ \t]{0,64}\[?)(?:${IN_QUOTES}|${bare})`, "gi");
const KEEP_NAME = "$1$2$3$4***";

const PASSWORD = named(
  String.raw`(?:password|passwd|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|token|api[_-]?key)`,
  "[=:][=:>]{0,2}",
  String.raw`[^\s"'&;]*[^\s"'&;,]`,
);
/** Bare, it goes to the end of its line: `Digest username="x", response="…"`. */
const AUTHORIZATION = named("authorization", ":", String.raw`(?:="[^"\r\n]*"|[^\r\n"'])+`);

const USERINFO = /(:\/\/)[^\s/?#"'<>]+@/g;
const KNOWN = /\bA[KS]IA[0-9A-Z]{16}\b|gh[pousr]_[A-Za-z0-9]{4,}|xox[a-z]-[A-Za-z0-9-]{4,}|[sr]k_live_[A-Za-z0-9]{4,}/g;

/** The bytes with every secret value replaced by `***`. */
export function mask(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const masked = textOf(bytes)
    .replace(PEM_KEY, "***")
    .replace(AUTHORIZATION, KEEP_NAME)
    .replace(PASSWORD, KEEP_NAME)
    .replace(USERINFO, "$1***@")
    .replace(KNOWN, "***");
  return Uint8Array.from(masked, (char) => char.charCodeAt(0));
}

/** Arguments of one call are limited, so it is made in pieces. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return text;
}

/** No half of a secret that {@link mask} would leave is longer. */
const LONGEST_HALF = 4_096;

/**
 * The first `limit` masked bytes of a text that begins with `window`. `cut` says that the text went on: a secret that is cut
 * there may not look like one, so where so much was blotted out that the window's end shows, its last word is left out.
 */
export function maskedStart(window: Uint8Array, limit: number, cut: boolean): Uint8Array<ArrayBuffer> {
  const masked = mask(window);
  if (!cut || masked.length > limit + LONGEST_HALF) return masked.slice(0, limit);
  const lastBlank = masked.findLastIndex((byte) => byte <= 0x20);
  return masked.slice(0, Math.min(limit, lastBlank + 1));
}
