import { durationText } from "../heartbeat/time-text.ts";
import { SECOND } from "../time.ts";
import type { StateSeconds } from "./series-state.ts";

/** How much of the known time a monitor was not down. Spec "checks" §8. */
export type Uptime = {
  /** From 0 to 100; null while nothing is known. */
  percent: number | null;
  downSeconds: number;
  /** Time that is neither unknown nor paused, nor, unless asked for, maintenance. */
  knownSeconds: number;
};

/** @param maintenance whether its time counts as known, and so as not down; by default it is left out */
export function uptimeOf(seconds: StateSeconds, { maintenance = false } = {}): Uptime {
  const { up = 0, degraded = 0, regional = 0, intermittent = 0, down = 0 } = seconds;
  const known = up + degraded + regional + intermittent + down + (maintenance ? (seconds.maintenance ?? 0) : 0);
  return { percent: known === 0 ? null : 100 * (1 - down / known), downSeconds: down, knownSeconds: known };
}

/**
 * "99.97 % = 13 min" (of being down), "100 %", "not known yet". Who was down for a second was not up all the
 * time: that is never rounded to 100.
 */
export function uptimeText({ percent, downSeconds }: Uptime): string {
  if (percent === null) return "not known yet";
  const rounded = Math.round(percent * 100) / 100;
  const shown = downSeconds > 0 ? Math.min(rounded, 99.99) : rounded;
  return downSeconds === 0 ? `${shown} %` : `${shown} % = ${durationText(downSeconds * SECOND)}`;
}
