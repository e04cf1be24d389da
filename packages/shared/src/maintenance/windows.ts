import { clockText, durationText, placeOf } from "../heartbeat/time-text.ts";
import { wallClock, type Wall, type WallClock } from "../heartbeat/wall-clock.ts";
import { DAY, MINUTE, type Instant } from "../time.ts";
import type { MaintenanceSettings, MaintenanceTime } from "./settings.ts";

/**
 * When maintenance windows are open. Wall times are read in the window's zone: one that clocks skip begins at the end of the
 * gap, one that comes twice begins the first time, and it lasts as many minutes as it says.
 */

/** One time that a window is open, from `from` until before `until`, epoch ms. */
export type Occurrence = { window: string; name: string; from: Instant; until: Instant };

type Span = { from: Instant; until: Instant };

const concerns = ({ monitors }: MaintenanceSettings, monitor: string): boolean =>
  monitors === null || monitors.includes(monitor);

/** The window that is open for this monitor, if one is: of several, the one that closes last. */
export function windowAt(windows: readonly MaintenanceSettings[], monitor: string, now: Instant): Occurrence | null {
  const open = windows.filter((window) => concerns(window, monitor)).flatMap((window) => openAt(window, now) ?? []);
  return open.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/** How this window is open at an instant; null while it is closed. */
export function openAt(window: MaintenanceSettings, now: Instant): Occurrence | null {
  const next = occurrenceAfter(window, now);
  return next !== null && next.from <= now ? next : null;
}

/** Whether a window will never be open again. */
export const isOver = (window: MaintenanceSettings, now: Instant): boolean => occurrenceAfter(window, now) === null;

/** The first opening or closing after an instant; null: none ever. */
export function nextEdge(windows: readonly MaintenanceSettings[], after: Instant): Instant | null {
  const edges = windows.flatMap((window) => {
    const next = occurrenceAfter(window, after);
    return next === null ? [] : [next.from > after ? next.from : next.until];
  });
  return edges.length === 0 ? null : Math.min(...edges);
}

/** The times at which a window is open at an instant or comes next, in order. @param count how many at most */
export function nextWindows(window: MaintenanceSettings, after: Instant, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  let next = occurrenceAfter(window, after);
  while (next !== null && found.length < count) {
    found.push(next);
    next = occurrenceAfter(window, next.until);
  }
  return found;
}

/** As {@link nextWindows}, of all windows that concern a monitor. */
export const upcomingWindows = (
  windows: readonly MaintenanceSettings[],
  monitor: string,
  after: Instant,
  count: number,
): Occurrence[] =>
  windows
    .filter((window) => concerns(window, monitor))
    .flatMap((window) => nextWindows(window, after, count))
    .toSorted((a, b) => a.from - b.from)
    .slice(0, count);

/** The last answer for each window: within a stretch it is the same, and it is asked for at every event. */
const remembered = new WeakMap<MaintenanceTime, { after: Instant; span: Span | null }>();

/** The first time that a window is open after an instant, or is open then. */
export function occurrenceAfter({ id, name, time }: MaintenanceSettings, after: Instant): Occurrence | null {
  const known = remembered.get(time);
  const holds = known !== undefined && after >= known.after && (known.span === null || after < known.span.until);
  const span = holds ? known.span : spanAfter(time, after);
  if (!holds) remembered.set(time, { after, span });
  return span && { window: id, name, ...span };
}

function spanAfter(time: MaintenanceTime, after: Instant): Span | null {
  if (time.kind === "once") return time.until > after ? { from: time.from, until: time.until } : null;
  const clock = wallClock(time.zone);
  if (clock === null) return null;
  for (const wall of starts(time, clock.latestBy(after - 2 * DAY))) {
    const from = shownAt(clock, wall);
    const until = from + time.minutes * MINUTE;
    if (until > after) return { from, until };
  }
  return null;
}

/** Far enough to meet every day of the month, and longer than any window lasts. */
const DAYS_AHEAD = 100;

/** The wall times at which a window begins, from the day of `wall` on. */
function* starts(time: Exclude<MaintenanceTime, { kind: "once" }>, wall: Wall): Generator<Wall> {
  const [hours = 0, minutes = 0] = time.at.split(":").map(Number);
  const first = Math.floor(wall / DAY) * DAY;
  for (let i = 0; i < DAYS_AHEAD; i++) {
    const day = first + i * DAY;
    const date = new Date(day);
    const isDay = time.kind === "weekly" ? time.days.includes(date.getUTCDay() || 7) : date.getUTCDate() === time.day;
    if (isDay) yield day + (hours * 60 + minutes) * MINUTE;
  }
}

function shownAt(clock: WallClock, wall: Wall): Instant {
  const showing = clock.firstShowing(wall);
  return showing.kind === "shown" ? showing.at : shownAt(clock, showing.to);
}

const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** When a window is open, in a sentence: "Every Saturday and Sunday at 02:00 in Vienna, for 2 h." `now` in epoch ms. */
export function windowText({ time }: Pick<MaintenanceSettings, "time">, now: Instant): string {
  if (time.kind === "once") {
    const at = (instant: Instant): string => clockText(instant, now, "UTC", false);
    return `Once, from ${at(time.from)} to ${at(time.until)} UTC.`;
  }
  const lasts = `at ${time.at} in ${placeOf(time.zone)}, for ${durationText(time.minutes * MINUTE)}`;
  if (time.kind === "monthly") return `On day ${time.day} of every month ${lasts}.`;
  const days = time.days.toSorted((a, b) => a - b).map((day) => DAY_NAMES[day - 1] ?? "");
  const named =
    days.length === 7 ? "day" : days.length < 2 ? days.join("") : `${days.slice(0, -1).join(", ")} and ${days.at(-1)}`;
  return `Every ${named} ${lasts}.`;
}
