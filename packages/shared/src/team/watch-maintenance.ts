import { occurrenceAfter } from "../maintenance/windows.ts";
import type { MaintenanceSettings } from "../maintenance/settings.ts";
import { earliest, type Instant } from "../time.ts";
import type { OpenWindow, TeamState } from "./state.ts";

/** Maintenance windows as the team lives through them: what is open, and what comes next. Spec "checks" §3.2. */

const NO_WINDOWS: readonly MaintenanceSettings[] = [];
/** The windows as they are configured. */
export const windowsOf = (state: TeamState): readonly MaintenanceSettings[] => state.config?.maintenance ?? NO_WINDOWS;

/** Whether an open window concerns this monitor. */
export const covers = ({ monitors }: OpenWindow, id: string): boolean => monitors === null || monitors.includes(id);

/** Whether a maintenance window is open for this monitor. */
export const isMaintained = ({ maintenance }: Pick<TeamState, "maintenance">, id: string): boolean =>
  Object.values(maintenance).some((window) => covers(window, id));

/** Whether a maintenance window is open for this heartbeat. */
export const isHeartbeatMaintained = ({ maintenance }: Pick<TeamState, "maintenance">, id: string): boolean =>
  Object.values(maintenance).some(({ heartbeats }) => heartbeats === null || heartbeats.includes(id));

/** When a window opens or closes next; null: never. */
export function nextMaintenance(state: TeamState): Instant | null {
  const edges = [...Object.values(state.maintenance).map(({ until }) => until), nextOpening(state)];
  return edges.reduce<Instant | null>(
    (least, at) => (at === null || (least !== null && least <= at) ? least : at),
    null,
  );
}

/** When a window opens that is closed, or should have been open by now. */
function nextOpening(state: TeamState): Instant | null {
  const closed = windowsOf(state).filter(({ id }) => state.maintenance[id] === undefined);
  return earliest(closed.map((window) => occurrenceAfter(window, state.lastAt)?.from));
}
