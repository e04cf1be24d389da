/**
 * Text of users and of watched sites on its way into a message. It must stay one line and must not be able to move,
 * hide or reverse what we say around it (spec "trust" §10, rows "Unicode", "Channel text" and "CR/LF").
 */

/** Controls, separators of lines, bidi and zero-width marks, variation selectors, tags, private use. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]/gu;

/** One line of visible text: line breaks and tabs become spaces, spaces collapse, everything invisible goes. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\u2028\u2029\u0085]+/gu, " ")
    .replace(INVISIBLE, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Cuts to at most `max` characters (code points), the last of which is then an ellipsis. */
export function cut(text: string, max: number, ellipsis = "…"): string {
  const points = Array.from(text);
  if (points.length <= max) return text;
  return (
    points
      .slice(0, Math.max(0, max - ellipsis.length))
      .join("")
      .trimEnd() + ellipsis.slice(0, max)
  );
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Escapes for HTML and XML, in text and in quoted attributes. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");
