import { describe, expect, test } from "vitest";
import { clockChangeNotes } from "./clock-changes.ts";
import type { Schedule } from "./settings.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");

const cron = (expression: string, zone = "Europe/Vienna"): Schedule => ({ kind: "cron", expression, zone });
const calendar = (expression: string, zone = "Europe/Vienna"): Schedule => ({ kind: "oncalendar", expression, zone });

/** The notes on the two changes of 2026; there is a third one within 400 days. */
const notes = (schedule: Schedule): string[] => clockChangeNotes(schedule, NOW).filter((note) => note.includes("2026"));

const FORWARD = "On Sun 29 March 2026 clocks in Vienna go forward at 02:00: ";
const BACK = "On Sun 25 October 2026 clocks in Vienna go back: ";

describe("a cron line of fixed times", () => {
  test("runs after the gap, and once of two", () => {
    expect(clockChangeNotes(cron("30 2 * * *"), NOW)).toEqual([
      `${FORWARD}the run of 02:30 happens at 03:00.`,
      `${BACK}02:30 comes twice; this runs once, the first time.`,
      "On Sun 28 March 2027 clocks in Vienna go forward at 02:00: the run of 02:30 happens at 03:00.",
    ]);
  });

  test("of several times runs once after the gap", () => {
    expect(notes(cron("0,30 2 * * *"))).toEqual([
      `${FORWARD}the runs of 02:00 and 02:30 happen as one at 03:00.`,
      `${BACK}the times 02:00 and 02:30 come twice; each of them runs once, the first time.`,
    ]);
    expect(notes(cron("0,10,20,30 2 * * *"))[0]).toBe(
      `${FORWARD}the runs from 02:00 to 02:30 (4 of them) happen as one at 03:00.`,
    );
  });

  test("that has a time right after the gap runs there", () => {
    expect(notes(cron("30 2 * * *")).length).toBe(2);
    expect(notes(cron("0,30 2,3,5 * * *"))[0]).toBe(
      `${FORWARD}the runs of 02:00 and 02:30 are skipped; the next one is 03:00.`,
    );
  });

  test("only has a note for a day on which it runs", () => {
    expect(notes(cron("30 2 * * 1-5"))).toEqual([]);
    expect(notes(cron("30 2 25 10 *"))).toEqual([`${BACK}02:30 comes twice; this runs once, the first time.`]);
  });
});

describe("a cron line that follows real time", () => {
  test("is skipped or runs twice, if that is felt", () => {
    expect(notes(cron("0 */2 * * *"))).toEqual([
      `${FORWARD}the run of 02:00 is skipped; the next one is 04:00.`,
      `${BACK}02:00 comes twice, and this runs both times.`,
    ]);
    expect(notes(cron("*/15 2 * * *"))).toEqual([
      `${FORWARD}the runs from 02:00 to 02:45 (4 of them) are skipped; the next one is Mon 02:00.`,
      `${BACK}the times from 02:00 to 02:45 (4 of them) come twice, and each of them runs both times.`,
    ]);
  });

  test.each(["* * * * *", "*/5 * * * *", "7 * * * *", "0,40 * * * *"])("runs on at its pace: %s", (expression) => {
    expect(notes(cron(expression))).toEqual([]);
  });

  test("feels a change of half an hour", () => {
    expect(notes(cron("0 * * * *", "Australia/Lord_Howe"))).toEqual([
      "On Sun 4 October 2026 clocks in Lord Howe go forward at 02:00: the run of 02:00 is skipped; the next one is 03:00.",
    ]);
    expect(notes(cron("45 * * * *", "Australia/Lord_Howe"))).toEqual([
      "On Sun 5 April 2026 clocks in Lord Howe go back: 01:45 comes twice, and this runs both times.",
    ]);
  });
});

describe("OnCalendar", () => {
  test("is skipped by the gap, and runs once of two", () => {
    expect(notes(calendar("02:30:15"))).toEqual([
      `${FORWARD}the run of 02:30:15 is skipped; the next one is Mon 02:30:15.`,
      `${BACK}02:30:15 comes twice; this runs once, the first time.`,
    ]);
    expect(notes(calendar("hourly"))).toEqual([`${BACK}02:00 comes twice; this runs once, the first time.`]);
  });

  test("has the notes of the zone of each line, in order", () => {
    const expression = "02:30 America/New_York\n\n02:15\n02:20 UTC";
    expect(notes(calendar(expression))).toEqual([
      "On Sun 8 March 2026 clocks in New York go forward at 02:00: the run of 02:30 is skipped; the next one is Mon 02:30.",
      `${FORWARD}the run of 02:15 is skipped; the next one is Mon 02:15.`,
      `${BACK}02:15 comes twice; this runs once, the first time.`,
    ]);
  });

  test("that ends in the gap has no next run", () => {
    expect(notes(calendar("2026-03-29 02:30\n2026-03-01 00:00"))).toEqual([`${FORWARD}the run of 02:30 is skipped.`]);
  });
});

test("at midnight the date is that of the hour which is skipped or repeated", () => {
  expect(notes(cron("30 0,23 * * *", "Africa/Cairo"))).toEqual([
    "On Fri 24 April 2026 clocks in Cairo go forward at 00:00: the run of 00:30 happens at 01:00.",
    "On Thu 29 October 2026 clocks in Cairo go back: 23:30 comes twice; this runs once, the first time.",
  ]);
});

test.each([
  cron("0 12 * * *"),
  cron("30 2 * * *", "UTC"),
  cron("30 2 * * *", "Asia/Tokyo"),
  cron("30 2 * *"),
  cron("30 2 * * *", "Mars/Olympus"),
  { kind: "period" as const, seconds: 60 },
])("nothing for %j", (schedule) => {
  expect(clockChangeNotes(schedule, NOW)).toEqual([]);
});

test("every zone can be asked, by its old names too", () => {
  for (const zone of [...Intl.supportedValuesOf("timeZone"), "US/Pacific", "EST5EDT", "CET", "europe/vienna"])
    expect(clockChangeNotes(cron("30 2 * * *", zone), NOW).length).toBeLessThan(9);
  expect(notes(cron("30 2 * * *", "US/Pacific"))[0]).toContain("Sun 8 March 2026 clocks in Pacific go forward");
});
