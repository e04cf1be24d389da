import type { HeartbeatView } from "@nightbell/shared/views/views";
import { heartbeatMark, type Tone } from "../../../ui/mark.ts";

/** What the list shows, as it stands in the address. An absent part shows all. */
export type ListFilter = { q?: string; tag?: string; state?: ListState };

export const LIST_STATES = ["down", "late", "degraded", "warning", "on time", "paused", "no ping yet"] as const;
export type ListState = (typeof LIST_STATES)[number];

const ORDER: Record<Tone, number> = { down: 0, late: 1, idle: 2, up: 3 };

const inState = (heartbeat: HeartbeatView, state: ListState): boolean =>
  state === "warning" ? heartbeat.findings.length > 0 : heartbeatMark(heartbeat).word === state;

const holds = (heartbeat: HeartbeatView, text: string): boolean =>
  [heartbeat.name, heartbeat.slug, ...heartbeat.tags].some((word) => word.toLowerCase().includes(text));

const rank = (heartbeat: HeartbeatView): number => {
  const own = ORDER[heartbeatMark(heartbeat).tone];
  return heartbeat.findings.length > 0 ? Math.min(own, ORDER.late) : own;
};

/** The heartbeats that pass the filter, worst first, then by name. */
export function listed(heartbeats: readonly HeartbeatView[], { q = "", tag, state }: ListFilter): HeartbeatView[] {
  const text = q.trim().toLowerCase();
  return heartbeats
    .filter((each) => tag === undefined || each.tags.includes(tag))
    .filter((each) => state === undefined || inState(each, state))
    .filter((each) => holds(each, text))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Every tag in use, in order. */
export const tagsOf = (heartbeats: readonly HeartbeatView[]): string[] =>
  [...new Set(heartbeats.flatMap(({ tags }) => tags))].toSorted((a, b) => a.localeCompare(b));
