import { AppError } from "../errors.ts";
import { SECOND } from "../time.ts";
import { CronError } from "./cron-grammar.ts";
import { cronProblem, cronSlots } from "./cron-slots.ts";
import { OnCalendarError } from "./on-calendar-components.ts";
import { onCalendarProblem, onCalendarSlots } from "./on-calendar-slots.ts";
import { rememberedSlots } from "./remembered-slots.ts";
import type { Schedule } from "./settings.ts";
import type { Slots } from "./slots.ts";

/** Judges a schedule that a person typed. `message` says what to change. Never throws. */
export function parseSchedule(schedule: Schedule): { ok: true } | { ok: false; message: string } {
  const problem = problemOf(schedule);
  return problem === null ? { ok: true } : { ok: false, message: problem };
}

function problemOf(schedule: Schedule): string | null {
  switch (schedule.kind) {
    case "period":
      return null;
    case "cron":
      return cronProblem(schedule.expression, schedule.zone);
    case "oncalendar":
      return onCalendarProblem(schedule.expression, schedule.zone);
  }
}

/**
 * The slots of a schedule. A period has none of its own: it steps from the instant that it is asked about.
 * @throws {AppError} `invalid` for a schedule that {@link parseSchedule} refuses
 */
export function slotsOf(schedule: Schedule): Slots {
  switch (schedule.kind) {
    case "period": {
      const step = schedule.seconds * SECOND;
      return { next: (after) => after + step, previous: (before) => before - step };
    }
    case "cron":
    case "oncalendar":
      return calendarSlots(schedule);
  }
}

/** By the schedule's identity, which lasts as long as the configuration that it came with. */
const known = new WeakMap<Schedule, Slots>();

function calendarSlots(schedule: Exclude<Schedule, { kind: "period" }>): Slots {
  const before = known.get(schedule);
  if (before) return before;
  const { kind, expression, zone } = schedule;
  const slots = rememberedSlots(
    orInvalid(() => (kind === "cron" ? cronSlots(expression, zone) : onCalendarSlots(expression, zone))),
  );
  known.set(schedule, slots);
  return slots;
}

/** The first expected instant strictly after `afterMs`, in epoch ms; null when the schedule has ended. */
export function nextSlot(schedule: Schedule, afterMs: number): number | null {
  return slotsOf(schedule).next(afterMs);
}

/** Up to `count` expected instants strictly after `anchorMs`, ascending. A period steps from the anchor. */
export function upcoming(schedule: Schedule, anchorMs: number, count: number): number[] {
  const slots = slotsOf(schedule);
  const found: number[] = [];
  let at = slots.next(anchorMs);
  while (at !== null && found.length < count) {
    found.push(at);
    at = slots.next(at);
  }
  return found;
}

function orInvalid(make: () => Slots): Slots {
  try {
    return make();
  } catch (error) {
    if (error instanceof CronError || error instanceof OnCalendarError)
      throw new AppError("invalid", error.message, "schedule");
    throw error;
  }
}
