import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextSlot, parseSchedule } from "./schedule.ts";
import { AppError } from "../errors.ts";

const parse = (expression: string, zone = "UTC") => parseSchedule({ kind: "cron", expression, zone });

describe("parseSchedule", () => {
  test.each([
    "* * * * *",
    "0 3 * * *",
    "*/5 0-6/2 1,15 JAN-MAR MON-FRI",
    "0 0 L * *",
    "0 0 LW * *",
    "0 0 15W,L * *",
    "0 0 * * 5L",
    "0 0 * * MON#1,fri#5",
    "  0 0 * * 7  ",
    "0\t0 * * *",
    "05 007 * * *".replace("007", "07"),
    "0 0 29 2 *",
    "0 0 31 2 5",
    "0 0 29W 2 *",
    "0 0 */31 * *",
    "59 23 31 12 *",
  ])("takes %s", (expression) => {
    expect(parse(expression)).toEqual({ ok: true });
  });

  test.each([
    ["", "five fields"],
    ["   ", "five fields"],
    ["* * * *", "five fields"],
    ["0 0 * * * *", "five fields"],
    ["0 0 0 1 1 * 2026", "five fields"],
    ["@daily", "five fields"],
    ["2026-01-01T00:00:00", "five fields"],
    ["0 0 * * *\n1 1 * * *", "one line"],
    ["0 0 * * ä", "ASCII"],
    [`0 0 * * ${"1,".repeat(60)}1`, "100"],
    ["? * * * *", "minute"],
    ["0 ? * * *", "hour"],
    ["H * * * *", "minute"],
    ["0 0 * * +1", "day-of-week"],
    ["0 22-2 * * *", "22-23,0-2"],
    ["5/15 * * * *", "5-59/15"],
    ["/5 * * * *", "minute"],
    ["*/0 * * * *", "1 to 60"],
    ["*/61 * * * *", "1 to 60"],
    ["60 * * * *", "0 to 59"],
    ["0 24 * * *", "0 to 23"],
    ["0 0 0 * *", "1 to 31"],
    ["0 0 32 * *", "1 to 31"],
    ["0 0 * 13 *", "1 to 12"],
    ["0 0 * * 8", "0 to 7"],
    ["1-2-3 * * * *", "minute"],
    ["1,,2 * * * *", "minute"],
    ["-1 * * * *", "minute"],
    ["001 * * * *", "minute"],
    ["1.5 * * * *", "minute"],
    ["MON * * * *", "minute"],
    ["0 0 * MON *", "month"],
    ["0 0 * * 1#6", "day-of-week"],
    ["0 0 * * 1#0", "day-of-week"],
    ["0 0 LW,15 * *", "day-of-month"],
    ["0 0 W * *", "day-of-month"],
    ["0 0 L-3 * *", "day-of-month"],
    ["0 0 1-5W * *", "day-of-month"],
    ["0 0 * * MON-WED#1", "day-of-week"],
    ["0 L * * *", "hour"],
    ["0 0 * * MONDAY", "day-of-week"],
    ["* * * * */8", "1 to 7"],
  ])("refuses %j", (expression, hint) => {
    const judged = parse(expression);
    expect(judged.ok).toBe(false);
    expect(judged.ok ? "" : judged.message).toContain(hint);
  });

  test.each([
    "0 0 31 2,4,6,9,11 *",
    "0 0 30 2 *",
    "0 0 31 4 *",
    "0 0 30,31 2 */2",
    "0 0 31W 2 *",
    "0 0 */31 * 5#2",
    "0 0 15W * */6",
    "0 0 LW * */7",
    "0 0 */31 * 1L",
  ])("refuses %s, which no calendar has, without searching for it", (expression) => {
    expect(parse(expression)).toEqual({
      ok: false,
      message: "This cron line never runs: no month of its list has such a day.",
    });
  });

  test("refuses an unknown zone, takes a legacy name", () => {
    expect(parse("0 0 * * *", "Mars/Olympus")).toEqual({
      ok: false,
      message: '"Mars/Olympus" is not a time zone we know; use a name like Europe/Vienna.',
    });
    expect(parse("0 0 * * *", "US/Pacific")).toEqual({ ok: true });
  });

  test("never throws, and what it takes has a slot", () => {
    const piece = fc.oneof(
      fc.constantFrom("*", "/", "-", ",", "L", "W", "#", "?", "+", "@", "MON", "JAN", "\n", "H", "é"),
      fc.integer({ min: 0, max: 70 }).map(String),
    );
    const field = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
    const line = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.array(field, { minLength: 4, maxLength: 6 }).map((fields) => fields.join(" ")),
    );
    fc.assert(
      fc.property(line, fc.oneof(fc.constant("UTC"), fc.string()), (expression, zone) => {
        const schedule = { kind: "cron" as const, expression, zone };
        const judged = parseSchedule(schedule);
        if (judged.ok) expect(nextSlot(schedule, 946_684_800_000)).not.toBeNull();
        else expect(judged.message.length).toBeGreaterThan(10);
      }),
      { numRuns: 3_000 },
    );
  });
});

test("asking a refused schedule for its slots is an error that says why", () => {
  const ask = (): unknown => nextSlot({ kind: "cron", expression: "0 22-2 * * *", zone: "UTC" }, 0);
  expect(ask).toThrow(AppError);
  expect(ask).toThrow("runs backwards");
});
