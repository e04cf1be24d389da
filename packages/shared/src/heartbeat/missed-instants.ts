import { countsFor } from "./expected.ts";
import { lateLimitMs } from "./limits.ts";
import { nextSlot } from "./schedule.ts";
import type { HeartbeatRules } from "./settings.ts";

/** More are not shown. */
export const SHOWN_MISSED = 50;

/**
 * Expected instants that no ping served, for a timeline: between one ping and the next all but the last, which the next
 * one serves (spec "heartbeats" §4.3, "Missed count"), and after the last ping those whose time is up. Oldest first; of
 * many, the newest {@link SHOWN_MISSED}.
 * @param served when successes and fails came, oldest first, epoch ms
 * @param now epoch ms
 */
export function missedInstants(rules: HeartbeatRules, served: readonly number[], now: number): number[] {
  const gaps = served.map((at, i) => {
    const next = served[i + 1];
    if (next !== undefined) return slotsAfter(rules, at, next).slice(0, -1);
    return slotsAfter(rules, at, now - lateLimitMs(rules));
  });
  return gaps.flat().slice(-SHOWN_MISSED);
}

/** Expected instants after a ping at `at`, up to and including `until`; at most {@link SHOWN_MISSED} and one. */
function slotsAfter({ schedule }: HeartbeatRules, at: number, until: number): number[] {
  const slots: number[] = [];
  let slot = nextSlot(schedule, countsFor(schedule, at, false));
  while (slot !== null && slot <= until && slots.length <= SHOWN_MISSED) {
    slots.push(slot);
    slot = nextSlot(schedule, slot);
  }
  return slots;
}
