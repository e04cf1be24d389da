import { badgeSvg } from "../views/badge-svg.ts";
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

/** The badge as a picture. */
export const svgBadge = (label: string, status: BadgeStatus): string =>
  badgeSvg({ label, message: status, color: COLOR[status] });
