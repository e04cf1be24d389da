import { expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { readExpression } from "./expression.ts";
import { askEverything, slowestSchedules, someExpressions } from "./schedule-fuzz.testing.ts";
import { parseSchedule, slotsOf } from "./schedule.ts";
import type { Schedule } from "./settings.ts";

const ZONES = ["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"];
/** Around today, around clock changes, and at the ends of the calendar. */
const INSTANTS = [
  "2026-07-21T22:13:20Z",
  "2026-03-29T00:59:59.999Z",
  "2026-10-25T01:00:00Z",
  "1970-01-01T00:00:00Z",
  "2199-12-31T23:59:00Z",
].map((text) => Date.parse(text));

/** What is asked of a refused schedule all the same: an error of ours, or nothing if it merely never runs. */
function slotOfRefused(schedule: Schedule): number | null {
  try {
    return slotsOf(schedule).next(Date.parse("2000-01-01T00:00:00Z"));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

test(
  "100,000 schedules, real and not: each is refused with a sentence, or has its slots on the right side",
  { timeout: 120_000 },
  () => {
    let [valid, refused] = [0, 0];
    for (const [index, expression] of someExpressions(100_000, 20_261_121).entries()) {
      const schedule = readExpression(expression, ZONES[index % ZONES.length] ?? "UTC");
      const at = INSTANTS[Math.floor(index / ZONES.length) % INSTANTS.length] ?? 0;
      const found = askEverything(schedule, at);
      if (found) {
        valid += 1;
        if (!((found.next ?? Infinity) > at && (found.previous ?? -Infinity) < at))
          expect.fail(`${JSON.stringify(schedule)} at ${at}`);
        if (found.next !== null && found.slots.previous(found.next + 1) !== found.next)
          expect.fail(`${JSON.stringify(schedule)} at ${at}: the next slot is none on the way back`);
      } else {
        refused += 1;
        const judged = parseSchedule(schedule);
        if (judged.ok || judged.message.length < 20 || slotOfRefused(schedule) !== null)
          expect.fail(JSON.stringify([schedule, judged]));
      }
    }
    // Neither half is empty, or this would say nothing.
    expect(Math.min(valid, refused)).toBeGreaterThan(5_000);
  },
);

test("the bench ranks them by what they cost", () => {
  let ticks = 0;
  const costs = [5, 1, 9];
  const clock = (): number => {
    ticks += 1;
    return ticks % 2 === 1 ? 0 : (costs[ticks / 2 - 1] ?? 0);
  };
  expect(slowestSchedules(["0 3 * * *", "daily", "junk"], clock)).toEqual([
    { expression: "junk", valid: false, cost: 9 },
    { expression: "0 3 * * *", valid: true, cost: 5 },
    { expression: "daily", valid: true, cost: 1 },
  ]);
});
