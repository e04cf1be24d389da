import type { ViewStatus } from "../heartbeat/view.ts";

/** Badges: spec "heartbeats" §2. */

export const BADGE_FORMATS = ["svg", "json", "shields"] as const;
export type BadgeFormat = (typeof BADGE_FORMATS)[number];

export type BadgeStatus = "up" | "late" | "down";
export type BadgeCount = { status: BadgeStatus; total: number; grace: number; down: number };

/**
 * What a badge says of some heartbeats. New and paused ones count as up.
 * @param withLate whether it knows "late"; if not, late counts as up
 */
export function badgeOf(statuses: readonly ViewStatus[], withLate: boolean): BadgeCount {
  const count = (status: ViewStatus): number => statuses.filter((one) => one === status).length;
  const [grace, down] = [count("grace"), count("down")];
  const upOrLate = withLate && grace > 0 ? "late" : "up";
  return { status: down > 0 ? "down" : upOrLate, total: statuses.length, grace, down };
}

const SHIELDS_COLOR: Record<BadgeStatus, string> = { up: "success", late: "important", down: "critical" };

/** The badge for shields.io's "endpoint". */
export const shieldsBadge = (label: string, status: BadgeStatus) => ({
  schemaVersion: 1,
  label,
  message: status,
  color: SHIELDS_COLOR[status],
});

const COLOR: Record<BadgeStatus, string> = { up: "#2e7d32", late: "#b45309", down: "#c62828" };
const LETTER = 6.6;
const PADDING = 6;
const HEIGHT = 20;
const LABEL_MAX = 60;

/** The badge as a picture. No scripts, no styles, no fonts of others. */
export function svgBadge(label: string, status: BadgeStatus): string {
  const shown = Array.from(label).slice(0, LABEL_MAX).join("");
  const left = widthOf(shown);
  const right = widthOf(status);
  const width = left + right;
  const title = escapeXml(`${shown}: ${status}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">` +
    `<title>${title}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>` +
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#444"/>` +
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${COLOR[status]}"/></g>` +
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">` +
    `<text x="${left / 2}" y="14">${escapeXml(shown)}</text><text x="${left + right / 2}" y="14">${status}</text></g></svg>`
  );
}

const widthOf = (text: string): number => Math.ceil(Array.from(text).length * LETTER) + 2 * PADDING;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** XML has no control characters, not even escaped. */
const escapeXml = (text: string): string =>
  text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ").replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
