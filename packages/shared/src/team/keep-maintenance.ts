import { occurrenceAfter, openAt } from "../maintenance/windows.ts";
import type { MaintenanceSettings } from "../maintenance/settings.ts";
import type { Decision } from "./decision.ts";
import { settingsIn } from "./monitor-agenda.ts";
import { catchUpIncidents } from "./monitor-incidents.ts";
import { monitorEntries } from "./monitor-table.ts";
import type { OpenWindow } from "./state.ts";
import { covers, isMaintained, nextMaintenance, windowsOf } from "./watch-maintenance.ts";

/** Opens and closes maintenance windows: each time is an event. */

/** Opens and closes what is due. Cheap while nothing is. */
export function keepMaintenance(d: Decision): void {
  const next = nextMaintenance(d.state);
  if (next !== null && next <= d.now) syncMaintenance(d);
}

/** Brings the open windows in line with the configuration and the time; monitors that are let go are caught up with. */
export function syncMaintenance(d: Decision): void {
  const before = d.state.maintenance;
  for (const window of windowsOf(d.state)) begin(d, window);
  for (const [id, open] of Object.entries(d.state.maintenance)) {
    const still = windowsOf(d.state).some((window) => window.id === id && openAt(window, d.now) !== null);
    if (!still) d.emit({ kind: "maintenance.ended", subject: id, data: { from: open.from, monitors: open.monitors } });
  }
  letGo(d, Object.values(before));
}

/** A window that opened and closed while nobody looked is told of too: time in maintenance is counted by these events. */
function begin(d: Decision, window: MaintenanceSettings): void {
  const known = d.state.maintenance[window.id];
  const next = openAt(window, d.now) ?? (known === undefined ? occurrenceAfter(window, d.state.lastAt) : null);
  if (next === null || next.from > d.now) return;
  const { name, monitors, heartbeats } = window;
  const open: OpenWindow = { name, from: next.from, until: next.until, monitors, heartbeats };
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(open)) return;
  d.emit({ kind: "maintenance.began", subject: window.id, data: open });
}

function letGo(d: Decision, before: readonly OpenWindow[]): void {
  if (before.length === 0) return;
  for (const [id, known] of monitorEntries(d.state)) {
    const settings = settingsIn(d.state, id);
    const wasMaintained = before.some((window) => covers(window, id));
    if (settings && wasMaintained && !isMaintained(d.state, id))
      d.guarded(id, () => catchUpIncidents(d, settings, known));
  }
}
