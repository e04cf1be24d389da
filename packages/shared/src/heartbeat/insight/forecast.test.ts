import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, type Instant } from "../../time.ts";
import type { Forecast } from "./insight.ts";
import { Life, SILENT } from "./life.testing.ts";

const T0 = Date.parse("2026-01-10T00:00:00Z");
const DISK: Forecast = { metric: "disk_bytes", limit: 500e9, direction: "up" };
const RULE = "forecast:disk_bytes:500000000000";
const GB = 1e9;

const watching = (...forecasts: Forecast[]): Life => new Life({ ...SILENT, forecasts });

/** Feeds values in GB at equal steps, and gives what stands after each: a warning, a page, or nothing. */
function feed(
  life: Life,
  values: readonly number[],
  stepMs: number,
  from: Instant = T0,
  metric = "disk_bytes",
): string {
  return values
    .map((value, i) => {
      life.ping(from + i * stepMs, { [metric]: value * GB }, { type: "log" });
      const worst = Object.values(life.insight.findings).map(({ severity }) => severity);
      return worst.includes("page") ? "P" : worst.includes("warn") ? "w" : ".";
    })
    .join("");
}

const line = (count: number, from: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * step);
const flat = (count: number, value: number): number[] => line(count, value, 0);

describe("growth to a limit", () => {
  test("warns a day and pages four hours before, at 60 and 80 % of it", () => {
    const life = watching(DISK);
    // 10 GB an hour: 24 h are left at 260 GB, but 60 % is 300 GB; less than 4 h are left from 470 GB on.
    expect(feed(life, line(27, 230, 10), HOUR)).toBe(`.......${"w".repeat(17)}PPP`);
    expect(life.insight.findings[RULE]).toMatchObject({ since: T0 + 7 * HOUR, metric: "disk_bytes" });
  });

  test("says when, in the zone of the reader", () => {
    const life = watching(DISK);
    feed(life, line(8, 240, 20), HOUR, Date.parse("2026-01-10T12:40:00Z"));
    expect(life.textOf(RULE)).toBe("disk_bytes reaches 500 GB in about 6 h (03:40 Riga)");
  });

  test("a slower rate warns as well, once it is near enough", () => {
    // 5 GB a day: 3 GB are left on the 28th, which is less than a day and more than 4 h.
    expect(feed(watching(DISK), line(29, 362, 5), DAY)).toBe(`${".".repeat(27)}wP`);
  });

  test("fewer than 8 points say nothing", () => {
    expect(feed(watching(DISK), line(9, 240, 20), HOUR)).toBe(".......ww");
  });

  test("a limit that was reached stays told until there is room again", () => {
    const life = watching(DISK);
    feed(life, [...line(12, 380, 10), 500, 500], HOUR);
    expect(life.standing).toEqual([`${RULE} page`]);
    feed(life, flat(60, 500), HOUR, T0 + DAY);
    expect(life.standing).toEqual([`${RULE} page`]);
    feed(life, flat(3, 200), HOUR, T0 + 5 * DAY);
    expect(life.standing).toEqual([]);
  });

  test("reaching it without warning pages and says so", () => {
    const life = watching(DISK);
    feed(life, [...line(10, 300, 1), 510], DAY);
    expect(life.textOf(RULE)).toBe("disk_bytes has reached 500 GB");
    expect(life.standing).toEqual([`${RULE} page`]);
  });
});

describe("what is no growth", () => {
  test("both the last 12 and the last 48 points must head for the limit", () => {
    // Falling for two days, then a steep half day upwards, and the other way round.
    const short = [...line(48, 490, -1), ...line(12, 443, 5)];
    expect(feed(watching(DISK), short.slice(0, 60), HOUR)).toMatch(/^\.+$/);
    const long = [...line(40, 360, 2), ...line(12, 438, -1)];
    expect(feed(watching(DISK), long, HOUR)).toMatch(/^\.+$/);
  });

  test("a rate that noise could make does not count", () => {
    // From the 8th point on some 50 GB are left. Three times the median residual is 60 GB at first, 3 GB then.
    const swinging = (by: number): number[] => line(12, 410, 5).map((value, i) => value + by * (((i * 5) % 7) - 3));
    expect(feed(watching(DISK), swinging(11), HOUR)).toBe("............");
    expect(feed(watching(DISK), swinging(0.5), HOUR)).toBe(".......wwwww");
  });

  test("a clean-up starts anew", () => {
    const life = watching(DISK);
    expect(feed(life, line(12, 380, 10), HOUR)).toBe(".......wwPPP");
    // A quarter of the disk is freed, and it grows on: three evaluations end the page, eight points begin anew.
    const after = feed(life, line(12, 370, 10), HOUR, T0 + 12 * HOUR);
    expect(after).toBe("PP.....wwwPP");
  });

  test("a small step back is no clean-up", () => {
    const life = watching(DISK);
    feed(life, line(12, 380, 8), HOUR);
    expect(feed(life, [400, 408, 416], HOUR, T0 + 12 * HOUR)).toMatch(/^[wP]+$/);
  });

  test("deleting step by step is one clean-up", () => {
    const values = [...line(30, 210, 8), 420, 390, 360, ...line(9, 330, 20)];
    // 330 GB are a fifth of the disk below the highest value: the eighth point from there on speaks again.
    expect(feed(watching(DISK), values, HOUR).slice(30)).toMatch(/^w+\.{5}PP$/);
  });
});

describe("a finding ends", () => {
  test("when the growth does", () => {
    const life = watching(DISK);
    feed(life, line(18, 290, 10), HOUR);
    expect(life.standing).toEqual([`${RULE} warn`]);
    expect(feed(life, flat(30, 460), HOUR, T0 + 18 * HOUR)).toMatch(/^w+\.+$/);
  });

  test("when nobody asks any more", () => {
    const life = watching(DISK);
    feed(life, line(12, 390, 8), HOUR);
    expect(life.standing).toEqual([`${RULE} page`]);
    life.edit(SILENT);
    expect(life.standing).toEqual([]);
  });

  test("a page becomes a warning when there is more time again", () => {
    const life = watching(DISK);
    feed(life, line(16, 315, 10), HOUR);
    expect(life.insight.findings[RULE]).toMatchObject({ severity: "page", since: T0 + 7 * HOUR });
    // 20 GB are freed. At 10 GB an hour the rest lasts longer than 4 h, not than 8: three evaluations decide.
    expect(feed(life, line(4, 445, 2), HOUR, T0 + 16 * HOUR)).toBe("PPww");
    expect(life.insight.findings[RULE]?.since).toBe(T0 + 7 * HOUR);
  });

  test("a page becomes a warning at once when there is more than twice the time", () => {
    const life = watching(DISK);
    feed(life, line(16, 315, 10), HOUR);
    expect(feed(life, [405], HOUR, T0 + 16 * HOUR)).toBe("w");
  });
});

describe("decline to a limit", () => {
  const FREE: Forecast = { metric: "free_bytes", limit: 0, direction: "down" };

  test("is measured from the greatest value ever seen", () => {
    // 10 GB an hour from 400 GB: 60 % are gone at 160, 4 h are left below 40.
    const told = feed(watching(FREE), line(40, 400, -10), HOUR, T0, "free_bytes");
    expect(told.indexOf("w")).toBe(24);
    expect(told.indexOf("P")).toBe(37);
  });

  test("is no matter for a rule about growth", () => {
    expect(feed(watching({ ...FREE, direction: "up" }), line(40, -10, -10), HOUR, T0, "free_bytes")).toMatch(/^\.+$/);
  });
});

test("of two rules with the same limit the first counts", () => {
  const life = watching(DISK, { ...DISK, direction: "down" });
  expect(feed(life, line(27, 230, 10), HOUR)).toBe(`.......${"w".repeat(17)}PPP`);
});

describe("a metric that comes every minute", () => {
  test("is judged by an hour and by six, so half an hour of haste is no alarm", () => {
    const calm = flat(420, 420);
    const haste = line(30, 420, 0.4);
    expect(feed(watching(DISK), [...calm, ...haste], MINUTE)).toMatch(/^\.+$/);
  });

  test("that grows for hours is told in time", () => {
    // 12 GB an hour from 300 GB: from the 8th point on it warns; less than 4 h are left from 452 GB on.
    const told = feed(watching(DISK), line(13 * 60, 300, 0.2), MINUTE);
    expect(told.indexOf("w")).toBe(7);
    expect(told.indexOf("P")).toBe(761);
  });

  test("is told as well when it comes every ten seconds", () => {
    const told = feed(watching(DISK), line(1_200, 460, 0.02), 10 * SECOND);
    // 7.2 GB an hour: less than 4 h are left from 471.2 GB on.
    expect(told).toBe(`${".".repeat(30)}${"w".repeat(531)}${"P".repeat(639)}`);
  });

  test("is not told by values that came within moments of each other", () => {
    expect(feed(watching(DISK), line(20, 400, 4), SECOND)).toMatch(/^\.+$/);
  });
});

describe("whatever the metric", () => {
  const step = fc.constantFrom(20 * SECOND, MINUTE, 5 * MINUTE, 7 * MINUTE, 10 * MINUTE, HOUR, DAY);

  test("one that stays as it is never fires", () => {
    const rule = fc.record({
      metric: fc.constant("disk_bytes"),
      limit: fc.double({ noNaN: true, noDefaultInfinity: true }),
      direction: fc.constantFrom("up" as const, "down" as const),
    });
    fc.assert(
      fc.property(rule, fc.double({ noNaN: true, min: -1e12, max: 1e12 }), step, (forecast, value, stepMs) => {
        expect(feed(watching(forecast), flat(70, value), stepMs)).toMatch(/^\.+$/);
      }),
      { numRuns: 40 },
    );
  });

  test("even growth fires at the first point at which it should, at any scale, upwards and downwards", () => {
    const growth = fc.record({
      stepMs: step,
      perHour: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
      start: fc.double({ min: 0, max: 0.9, noNaN: true }),
      scale: fc.constantFrom(1e-3, 1, 2 ** 40),
    });
    fc.assert(
      fc.property(growth, ({ stepMs, perHour, start, scale }) => {
        const limit = 8 * scale;
        const share = (i: number): number => start + (perHour * i * stepMs) / HOUR;
        const hoursLeft = (i: number): number => (1 - share(i)) / perHour;
        const life = watching(
          { metric: "up", limit, direction: "up" },
          { metric: "down", limit: 0, direction: "down" },
        );
        // The greatest value that free space ever had.
        life.ping(T0 - 30 * DAY, { down: limit }, { type: "log" });
        let due: number | null = null;
        for (let i = 0; i < 80 && share(i) < 1; i++) {
          life.ping(T0 + i * stepMs, { up: share(i) * limit, down: (1 - share(i)) * limit }, { type: "log" });
          const known = i >= 7 && i * stepMs >= 5 * MINUTE;
          if (due === null && known && hoursLeft(i) < 24 && share(i) >= 0.6) due = i;
          const near = Math.abs(hoursLeft(i) - 24) < 1e-6 || Math.abs(share(i) - 0.6) < 1e-9;
          if (!near) expect(life.textOf(`forecast:up:${limit}`) !== undefined).toBe(due !== null);
          if (i >= 12 && known && !near) expect(life.textOf("forecast:down:0") !== undefined).toBe(due !== null);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("noise around a level far from the limit never fires", () => {
    const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(noise, fc.constantFrom(HOUR, DAY), (jitter, stepMs) => {
        const values = jitter.map((each) => 250 + 5 * each);
        expect(feed(watching(DISK), values, stepMs)).toMatch(/^\.+$/);
      }),
      { numRuns: 30 },
    );
  });
});
