import type { MaintenanceInput } from "@nightbell/shared/maintenance/settings";
import type { MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { listed } from "@nightbell/shared/list-words";
import { absolute, zoneName } from "../../../lib/time/format.ts";

export type Span = { from: string; until: string };

/** The running ones first, then by when they come next; those that are over last. */
export const inOrder = (windows: readonly MaintenanceView[]): MaintenanceView[] =>
  windows.toSorted(
    (a, b) => Number(b.running) - Number(a.running) || startOf(a) - startOf(b) || a.name.localeCompare(b.name),
  );

const startOf = ({ next: [first] }: MaintenanceView): number =>
  first === undefined ? Number.POSITIVE_INFINITY : Date.parse(first.from);

/** What stands at the top: "Nothing is in maintenance. Next: “database upgrade”, Sun 03:00." */
export function headline(windows: readonly MaintenanceView[], now: number, zone: string): string {
  const at = (instant: string): string => absolute(Date.parse(instant), now, zone);
  const running = windows.filter((window) => window.running);
  const ends = ({ next: [first] }: MaintenanceView): string => (first === undefined ? "" : ` until ${at(first.until)}`);
  const [only, ...others] = running;
  if (only !== undefined && others.length === 0) return `“${only.name}” is running${ends(only)}.`;
  if (running.length > 1)
    return `${running.length} are running: ${listed(running.map((window) => `“${window.name}”${ends(window)}`))}.`;
  const [soonest] = inOrder(windows);
  const next = soonest?.next[0];
  return soonest === undefined || next === undefined
    ? "Nothing is in maintenance, and nothing is planned."
    : `Nothing is in maintenance. Next: “${soonest.name}”, ${at(next.from)}.`;
}

/** The zone that a window's wall times are in; null for one between two instants. */
export const zoneOf = ({ time }: Pick<MaintenanceInput, "time">): string | null =>
  time.kind === "once" ? null : time.zone;

/** An occurrence in a zone: "Sun 03:00 – 05:00", with the second date only where it is another. */
export function spanInWords({ from, until }: Span, now: number, zone: string): string {
  const start = absolute(Date.parse(from), now, zone);
  const end = absolute(Date.parse(until), now, zone);
  return start.slice(0, -5) === end.slice(0, -5) ? `${start} – ${end.slice(-5)}` : `${start} – ${end}`;
}

/** An occurrence in the reader's zone, and in the window's own where that is another. */
export function spanInZones(span: Span, now: number, mine: string, its: string | null): string {
  const inZone = (zone: string): string => `${spanInWords(span, now, zone)} ${zoneName(zone)}`;
  return its === null || its === mine ? inZone(mine) : `${inZone(mine)} (${inZone(its)})`;
}

/** What a window holds: "All monitors and nightly backup". What was deleted meanwhile is left out. */
export function heldInWords(
  { monitors, heartbeats }: Pick<MaintenanceInput, "monitors" | "heartbeats">,
  nameOf: (id: string) => string | undefined,
): string {
  const wordsFor = (ids: readonly string[] | null | undefined, all: string): string[] =>
    ids === null ? [all] : (ids ?? []).flatMap((id) => nameOf(id) ?? []);
  const words = [...wordsFor(monitors, "all monitors"), ...wordsFor(heartbeats, "all heartbeats")];
  const text = listed(words) || "only what was deleted";
  return /^(all|only) /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}
