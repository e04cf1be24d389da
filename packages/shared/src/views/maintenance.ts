import { nextWindows, windowText } from "../maintenance/windows.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { clockView, iso } from "./clock.ts";
import type { MaintenanceList } from "./monitor-views.ts";

const SHOWN = 3;

/** All windows, the running ones first, then by when they come next; those that are over for good last. */
export function maintenanceListOf(state: TeamState, now: Instant, { factor }: { factor: number }): MaintenanceList {
  const windows = (state.config?.maintenance ?? []).map((settings) => {
    const next = nextWindows(settings, now, SHOWN);
    const running = next[0] !== undefined && next[0].from <= now;
    return { settings, next, running, first: next[0]?.from ?? Infinity };
  });
  return {
    clock: clockView(now, factor),
    windows: windows
      .toSorted((a, b) => Number(b.running) - Number(a.running) || a.first - b.first)
      .map(({ settings, next, running }) => ({
        ...settings,
        sentence: windowText(settings, now),
        running,
        next: next.map(({ from, until }) => ({ from: iso(from), until: iso(until) })),
      })),
  };
}
