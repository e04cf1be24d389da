import type { OnCallView } from "./on-call-views.ts";
import { listed } from "../list-words.ts";

/** A badge that says who is on call, for a page of the team's: first names only. */

/** What it says, and how it is coloured. */
export type BadgeText = { label: string; message: string; color: string };

const LABEL = "on call";
const CALM = "#2e7d32";
const ALARM = "#c62828";
const MOST_NAMES = 3;

/** Of the first rota, as in the header; "everyone" without one, and in a gap, in which pages go to everyone. */
export function onCallBadgeOf({ rotas: [first], people }: Pick<OnCallView, "rotas" | "people">): BadgeText {
  if (first === undefined) return { label: LABEL, message: "everyone", color: CALM };
  const names = first.now.flatMap((user) => people.find(({ id }) => id === user)?.name ?? []).map(firstName);
  if (names.length === 0) return { label: LABEL, message: "everyone", color: ALARM };
  const more = names.length - MOST_NAMES;
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
  return { label: LABEL, message: listed(shown), color: CALM };
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

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
