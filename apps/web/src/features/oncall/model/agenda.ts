import type { Instant } from "@nightbell/shared/time";
import type { Block, Lane } from "./lanes.ts";
import type { Day, Range } from "./range.ts";

/** A block as one day sees it: the part of it that lies in the day. */
export type AgendaItem = { key: string; block: Block; from: Instant; until: Instant; allDay: boolean };
export type AgendaDay = { day: Day; items: AgendaItem[] };

/** Who is on call, day by day: what a phone shows in place of lanes. */
export function agendaOf(lanes: readonly Lane[], { days }: Range): AgendaDay[] {
  const blocks = lanes.find(({ kind }) => kind === "final")?.rows.flat() ?? [];
  return days.map((day) => ({ day, items: blocks.flatMap((block) => itemOf(block, day) ?? []) }));
}

function itemOf(block: Block, day: Day): AgendaItem | null {
  const from = Math.max(block.from, day.from);
  const until = Math.min(block.until, day.until);
  if (from >= until) return null;
  return { key: `${day.date}:${block.key}`, block, from, until, allDay: from === day.from && until === day.until };
}
