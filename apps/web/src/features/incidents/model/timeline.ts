import type { TimelineEntry } from "@nightbell/shared/views/views";

export const TIMELINE_FILTERS = ["all", "people", "pages"] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

/** Kinds of entries about messages; the words are those of `packages/shared/src/views`. */
const PAGES = new Set([
  "paged",
  "accepted",
  "sent",
  "delivered",
  "shown",
  "failed",
  "retried",
  "skipped",
  "unreachable",
  "gap",
]);

/** The entries a reader wants: everything, what people did, or what was sent to whom. */
export function filterTimeline(entries: readonly TimelineEntry[], filter: TimelineFilter): TimelineEntry[] {
  if (filter === "all") return [...entries];
  const wantPages = filter === "pages";
  return entries.filter((entry) => PAGES.has(entry.kind) === wantPages && (wantPages || entry.who !== null));
}
