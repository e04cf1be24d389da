import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../time.ts";
import { graceAdvice, shiftedArrivals } from "./arrivals.ts";
import { cron, hourly, START } from "./bench.testing.ts";

const daily = cron("0 3 * * *", 3_600);
/** Daily successes, `minutes` after 03:00 each. */
const days = (minutes: number[]): number[] => minutes.map((each, day) => START + day * DAY + 3 * HOUR + each * MINUTE);
const same = (count: number, minutes: number): number[] => Array.from({ length: count }, () => minutes);

describe("a better grace", () => {
  test("is not proposed before ten runs, nor while the present one is about right", () => {
    expect(graceAdvice(daily, days(same(9, 2)))).toBeNull();
    expect(graceAdvice({ ...daily, graceSeconds: 1_200 }, days(same(12, 4)))).toBeNull();
  });

  test("is twice the latest report, at least five minutes, where far less would do", () => {
    expect(graceAdvice(daily, days([...same(11, 1), 2]))).toEqual({
      seconds: 300,
      sentence: "The last 12 reports came at most 2 min after their time: 5 min of grace would do.",
    });
  });

  test("is larger where reports come later than it allows", () => {
    expect(graceAdvice({ ...daily, graceSeconds: 300 }, days(same(10, 4)))?.seconds).toBe(480);
  });

  test("of a period is reckoned from the gaps; a missed run is no late one", () => {
    const every = Array.from({ length: 14 }, (_, i) => START + i * HOUR + (i > 6 ? 5 * HOUR : 0));
    expect(graceAdvice({ ...hourly, graceSeconds: 7_200 }, every)?.seconds).toBe(300);
  });
});

describe("shifted arrivals", () => {
  test("an hour later since a day", () => {
    expect(shiftedArrivals(daily.schedule, days([...same(6, 1), ...same(3, 61)]))).toBe(
      "Pings arrive 1 h later since 16 January: is the server in another zone?",
    );
    expect(shiftedArrivals(daily.schedule, days([...same(6, 61), ...same(4, 1)]))).toContain("1 h earlier");
  });

  test("not by one late run, by half an hour, or where the next run is near", () => {
    expect(shiftedArrivals(daily.schedule, days([...same(8, 1), 61]))).toBeNull();
    expect(shiftedArrivals(daily.schedule, days([...same(6, 1), ...same(3, 31)]))).toBeNull();
    expect(shiftedArrivals(cron("0 * * * *").schedule, days(same(20, 1)))).toBeNull();
    expect(shiftedArrivals(hourly.schedule, days(same(20, 1)))).toBeNull();
  });
});
