/** What a badge says, and how it is coloured. */
export type BadgeText = { label: string; message: string; color: string };

const LETTER = 6.6;
const PADDING = 6;
const HEIGHT = 20;
const TEXT_MAX = 60;

/** A badge as a picture. No scripts, no styles, no fonts of others. */
export function badgeSvg(badge: BadgeText): string {
  const [label, message] = [shown(badge.label), shown(badge.message)];
  const [left, right] = [widthOf(label), widthOf(message)];
  const width = left + right;
  const title = escapeXml(`${label}: ${message}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">` +
    `<title>${title}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>` +
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#444"/>` +
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${badge.color}"/></g>` +
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">` +
    `<text x="${left / 2}" y="14">${escapeXml(label)}</text>` +
    `<text x="${left + right / 2}" y="14">${escapeXml(message)}</text></g></svg>`
  );
}

const shown = (text: string): string => Array.from(text).slice(0, TEXT_MAX).join("");
const widthOf = (text: string): number => Math.ceil(Array.from(text).length * LETTER) + 2 * PADDING;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** XML has no control characters, not even escaped. */
const escapeXml = (text: string): string =>
  text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ").replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
