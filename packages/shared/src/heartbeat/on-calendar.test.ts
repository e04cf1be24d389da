import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../errors.ts";
import { readExpression } from "./expression.ts";
import { nextSlot, parseSchedule, slotsOf } from "./schedule.ts";

const YEAR_2000 = Date.parse("2000-01-01T00:00:00Z");
const parse = (expression: string, zone = "UTC") => parseSchedule({ kind: "oncalendar", expression, zone });

describe("parseSchedule", () => {
  test.each([
    "daily",
    "MINUTELY Europe/Vienna",
    "00:00",
    "2019-01-01",
    "19-1-1 3:4:5",
    "Mon",
    "Mon,Fri 9:00",
    "Monday..friday",
    "Mon-Wed,",
    "Sat,Sun 12-24",
    "*-*-* *:*:00",
    "*-*~1",
    "*-2~3,1",
    "*-*~1..28 0:0",
    "*:0/5",
    "9..17/2:00",
    "*/6:00",
    "12-24,25..31 06:00 US/Pacific",
    "Mon 09:00 Europe/Riga\nFri 18:00 America/New_York",
    "\n  Mon 09:00\t\r\n\r\nTue 9:00  \n",
    "*-2-29",
    "0:0:30\n12:0:30",
  ])("takes %j", (expression) => {
    expect(parse(expression)).toEqual({ ok: true });
  });

  test.each([
    ["", "weekdays, a date or a time"],
    [" \n\t", "weekdays, a date or a time"],
    ["UTC", "neither"],
    ["Mon 9:00 Mars/Olympus", "not a time zone"],
    ["9:00 Mon", "not a time zone"],
    ["* * * * *", "word too many"],
    ["@daily", "neither"],
    ["fortnightly", "neither"],
    ["daily 3:00", "neither"],
    ["1..5 3:00", "not a date"],
    ["Fri..Mon 3:00", "Fri..Sun,Mon..Mon"],
    ["Mon..Tue..Wed", "neither"],
    ["2026", "not a date"],
    ["1-2-3-4", "not a date"],
    ["*~*-1", "not a date"],
    ["*~1~2", "1 to 28"],
    ["*-*~29", "1 to 28"],
    ["*-*~*", "1 to 28"],
    ["*-13-1", "1 to 12"],
    ["*-1-32", "1 to 31"],
    ["*-1-0", "1 to 31"],
    ["1969-1-1", "1970 to 2199"],
    ["2200-1-1", "1970 to 2199"],
    ["24:00", "0 to 23"],
    ["1:60", "0 to 59"],
    ["1:2:60", "0 to 59"],
    ["1:2:3:4", "not a time"],
    ["1:2:3.5", "second"],
    ["1:", "minute"],
    ["1:2,", "minute"],
    ["1:5..2", "runs backwards"],
    ["1:1..2..3", "minute"],
    ["1:0/0", "above 0"],
    ["1:0/x", "above 0"],
    ["1:0/1/2", "minute"],
    ["1:-5", "minute"],
    ["0:0:*", "more than once a minute"],
    ["*:*:0/30", "more than once a minute"],
    ["0:0:0,59", "more than once a minute"],
    ["0:0:30\n0:1:00", "60 seconds apart"],
    ["2:30 é", "ASCII"],
    [`0:0${"\n0:0".repeat(30)}`, "100"],
    ["*-2-30", "never runs"],
    ["Mon 2026-01-10", "never runs"],
    ["1999-*-*", "never runs"],
    ["2000-01-01", "never runs"],
    ["*-4,6,9,11-31", "never runs"],
    ["2011-12-30 Pacific/Apia", "never runs"],
    ["Sun *-3~7/1 2:30 Europe/Vienna", "never runs"],
  ])("refuses %j", (expression, hint) => {
    const judged = parse(expression);
    expect(judged.ok ? "taken" : judged.message).toContain(hint);
  });

  test("refuses an unknown zone of the schedule, unless every line names one", () => {
    expect(parse("daily", "Mars/Olympus")).toEqual({
      ok: false,
      message: '"Mars/Olympus" is not a time zone we know; use a name like Europe/Vienna.',
    });
    expect(parse("daily UTC", "Mars/Olympus")).toEqual({ ok: true });
  });
});

test("one line of five fields is cron, anything else OnCalendar", () => {
  expect(readExpression(" 0 3\t* * * ", "UTC")).toEqual({ kind: "cron", expression: "0 3\t* * *", zone: "UTC" });
  expect(readExpression("a b c d e", "UTC").kind).toBe("cron");
  for (const text of ["", "daily", "0 3 * *", "0 3 * * * *", "Mon 9:00 UTC\nFri 18:00", "0 3\n* * *"])
    expect(readExpression(text, "UTC").kind, text).toBe("oncalendar");
});

test("asking a refused expression for its slots is an error that says why", () => {
  const ask = (): unknown => nextSlot({ kind: "oncalendar", expression: "24:00", zone: "UTC" }, 0);
  expect(ask).toThrow(AppError);
  expect(ask).toThrow("0 to 23");
});

describe("100,000 random strings", () => {
  const number = fc.integer({ min: 0, max: 70 }).map(String);
  const piece = fc.oneof(
    fc.constantFrom("*", "/", "..", ",", "~", "-", ":", "Mon", "Sun", "daily", "\n", " ", " ", "UTC", "é"),
    number,
  );
  const term = fc.oneof(number, fc.constantFrom("*", "0", "1", "1..12", "0/5", "*/7", "3,1"));
  const likely = fc
    .tuple(
      fc.constantFrom("", "Mon ", "Sat,Sun ", "Mon..Fri "),
      fc.oneof(
        fc.constant(""),
        fc.tuple(term, term, fc.constantFrom("-", "~")).map(([m, d, mark]) => `*-${m}${mark}${d} `),
      ),
      fc.tuple(term, term).map(([hour, minute]) => `${hour}:${minute}`),
      fc.constantFrom("", " UTC", " Europe/Vienna", " America/New_York", " CET"),
    )
    .map((parts) => parts.join(""));
  const expression = fc.oneof(
    fc.string({ maxLength: 110 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join("")),
    likely,
    fc.array(likely, { minLength: 2, maxLength: 6 }).map((lines) => lines.join("\n").slice(0, 100)),
  );

  test("never an exception, and what is taken has a slot", () => {
    let taken = 0;
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom("UTC", "Europe/Vienna", "America/New_York", "Mars/Olympus"),
        (text, zone) => {
          const schedule = { kind: "oncalendar" as const, expression: text, zone };
          const judged = parseSchedule(schedule);
          if (judged.ok) expect(nextSlot(schedule, YEAR_2000)).not.toBeNull();
          else expect(judged.message.length).toBeGreaterThan(10);
          taken += judged.ok ? 1 : 0;
        },
      ),
      { numRuns: 100_000 },
    );
    expect(taken).toBeGreaterThan(5_000);
  }, 120_000);
});

test.each([
  "*:*\n".repeat(25),
  "*-*-* *:*:*",
  "2-30\n".repeat(20),
  "2199-12-31\n".repeat(9),
  "Sun 3~7/1 2:30 CET\nSun 3~7/1 2:30 MET\nSun 3~7/1 3:30 EET\nSun 3~7/1 1:30 WET",
  "0:0 CET\n0:0 MET\n0:0 EET\n0:0 WET\n0:0 EST\n0:0 MST\n0:0 HST\n0:0 PRC\n0:0 ROK\n0:0 GMT\n0:0 UCT\n0:0 GB",
  "2011-12-30 *:* Pacific/Apia",
  "Sun 2199-2-24 0:0\n".repeat(5),
  `1:${"0/1,".repeat(24)}`,
  "*".repeat(100),
  "~".repeat(100),
  "9".repeat(100),
])("judging %j and asking for its slots ends", (text) => {
  const schedule = { kind: "oncalendar" as const, expression: text, zone: "America/New_York" };
  const work = (): void => {
    if (!parseSchedule(schedule).ok) return;
    const slots = slotsOf(schedule);
    // In the second pass of a repeated hour.
    slots.next(Date.parse("2026-11-01T06:30:00Z"));
    slots.previous(Date.parse("2026-11-01T06:30:00Z"));
  };
  expect(work).not.toThrow();
});
