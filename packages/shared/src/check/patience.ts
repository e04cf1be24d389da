import { intervalMs } from "./tick.ts";
import { isHealthy, type CheckSettings, type MonitorState } from "./verdict.ts";
import type { Instant } from "../time.ts";

/** How long things may take, and how often they are asked for. */

/** The interval in force, in ms: at most a minute while the monitor is not up, but for registries. An expiry far ahead is no hurry. */
export const currentInterval = (settings: CheckSettings, state: MonitorState): number =>
  intervalMs(settings, settings.check.type === "domain" || isHealthy(state));

const WATCHDOG_SLACK = 5_000;

/** When the open round is given up for want of an answer; null while none is awaited (spec "checks" §2, watchdog). */
export function overdueAt(settings: CheckSettings, state: MonitorState): Instant | null {
  const waiting = state.round?.asked.filter(({ reply }) => reply === "awaited") ?? [];
  if (waiting.length === 0) return null;
  const patience = 2 * currentInterval(settings, state) + settings.timeoutMs + WATCHDOG_SLACK;
  return Math.min(...waiting.map(({ at }) => at)) + patience;
}
