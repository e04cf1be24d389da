import { countsFor } from "./expected.ts";
import { lateLimitMs } from "./limits.ts";
import { SECOND } from "../time.ts";
import { nextSlot, slotsOf } from "./schedule.ts";
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

/** Expected instants after a ping at `at`, up to and including `until`: the newest {@link SHOWN_MISSED} and one. */
function slotsAfter({ schedule }: HeartbeatRules, at: number, until: number): number[] {
  const most = SHOWN_MISSED + 1;
  if (schedule.kind === "period") {
    const step = schedule.seconds * SECOND;
    const count = Math.max(0, Math.floor((until - at) / step));
    const first = Math.max(1, count - most + 1);
    return Array.from({ length: Math.min(count, most) }, (_, i) => at + (first + i) * step);
  }
  const first = nextSlot(schedule, countsFor(schedule, at, false));
  const { previous } = slotsOf(schedule);
  const slots: number[] = [];
  let slot = first === null ? null : previous(until + 1);
  while (slot !== null && first !== null && slot >= first && slots.length < most) {
    slots.push(slot);
    slot = previous(slot);
  }
  return slots.toReversed();
}
