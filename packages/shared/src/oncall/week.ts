import type { Wall } from "../heartbeat/wall-clock.ts";
import { DAY, MINUTE } from "../time.ts";
import type { RotaWindow } from "./rota.ts";

/** The windows of a layer as one week of wall time that repeats: an overlap or a seam of two windows is no edge. */
export type Week = { always: boolean; spans: readonly Span[] };

/** From a wall time of the week until before another; `until` may lie in the week after. */
type Span = { from: number; until: number };

const WEEK = 7 * DAY;
/** The Monday that begins the first whole week of wall time. */
const MONDAY = 4 * DAY;

const weeks = new WeakMap<readonly RotaWindow[], Week>();

/** The week that these windows make; no windows are always. Spec "oncall" §2, "Window". */
export function weekOf(windows: readonly RotaWindow[]): Week {
  const known = weeks.get(windows);
  if (known) return known;
  // With the weeks before and after, so that Sunday night joins Monday.
  const three = windows.flatMap(spansOf).flatMap((span) => [-WEEK, 0, WEEK].map((by) => moved(span, by)));
  const joined = merged(three);
  const always = windows.length === 0 || joined.some(({ from, until }) => until - from >= WEEK);
  const week = { always, spans: joined.filter(({ from }) => from >= 0 && from < WEEK) };
  weeks.set(windows, week);
  return week;
}

/** Whether a window is open at a wall time. */
export function isOpen({ always, spans }: Week, wall: Wall): boolean {
  if (always) return true;
  const now = wall - mondayOf(wall);
  return spans.some(({ from, until }) => (now >= from && now < until) || now + WEEK < until);
}

/** The first wall time after this one at which windows open or close; null: never. */
export function edgeAfter({ always, spans }: Week, wall: Wall): Wall | null {
  if (always || spans.length === 0) return null;
  const monday = mondayOf(wall);
  const edges = spans.flatMap(({ from, until }) => [from, until].map((edge) => sameTimeAfter(monday + edge, wall)));
  return Math.min(...edges);
}

const mondayOf = (wall: Wall): Wall => Math.floor((wall - MONDAY) / WEEK) * WEEK + MONDAY;

/** The same time of the week, brought into the week that begins after a wall time. */
const sameTimeAfter = (edge: Wall, wall: Wall): Wall => edge + (Math.floor((wall - edge) / WEEK) + 1) * WEEK;

function spansOf({ days, start, end, spanDays }: RotaWindow): Span[] {
  const [from, to] = [timeOf(start), timeOf(end)];
  const length = (spanDays ?? (to <= from ? 1 : 0)) * DAY + to - from;
  return length <= 0
    ? []
    : days.map((day) => ({ from: (day - 1) * DAY + from, until: (day - 1) * DAY + from + length }));
}

const moved = ({ from, until }: Span, by: number): Span => ({ from: from + by, until: until + by });

function timeOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE;
}

/** Joins spans that overlap or touch. */
function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}
