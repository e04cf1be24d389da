import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, type Instant } from "../../time.ts";
import type { PingType } from "../ping.ts";
import { Life, PAGING, WARNING } from "./life.testing.ts";

const T0 = Date.parse("2026-03-01T03:00:00Z");

/** A daily job, seven days old at `T0 + 7 days`. */
function daily(rules = WARNING): Life {
  const life = new Life(rules);
  for (let i = 0; i < 7; i++) life.ping(T0 + i * DAY, { exit: 0 });
  return life;
}
const NIGHT = T0 + 7 * DAY;

/** What stands after each of some pings, a minute apart. */
const burst = (life: Life, types: readonly PingType[], from: Instant = NIGHT): string =>
  types
    .map((type, i) => {
      life.ping(from + i * MINUTE, { exit: 0 }, { type });
      return life.standing.includes("tooOften warn") ? "!" : ".";
    })
    .join("");

describe("more runs than the schedule explains", () => {
  test.each<[string, PingType[], string]>([
    ["four successes are three beyond the expected one", ["success", "success", "success", "success"], "...."],
    ["the fifth is too many", ["success", "success", "success", "success", "success", "success"], "....!!"],
    ["a restart loop", ["start", "start", "start", "start", "start"], "....!"],
    [
      "a start and its success are one run",
      ["start", "success", "start", "success", "start", "success", "start", "success"],
      "........",
    ],
    ["failures and log lines are no runs", ["fail", "log", "fail", "log", "fail", "log"], "......"],
  ])("%s", (_, types, stands) => {
    expect(burst(daily(), types)).toBe(stands);
  });

  test("is told in a sentence, and ends when the runs are as expected again", () => {
    const life = daily();
    burst(
      life,
      Array.from({ length: 5 }, () => "success"),
    );
    expect(life.insight.findings["tooOften"]).toEqual({
      rule: "tooOften",
      severity: "warn",
      since: NIGHT + 4 * MINUTE,
      text: "5 runs within one interval of 1 d, 1 expected",
      metric: null,
    });
    life.ping(NIGHT + DAY + 10 * MINUTE, { exit: 0 });
    expect(life.standing).toEqual([]);
  });

  test("needs seven successes, and not those that were delayed", () => {
    const young = new Life(WARNING);
    expect(
      burst(
        young,
        Array.from({ length: 9 }, () => "success"),
      ),
    ).toBe(".......!!");
    const spooled = daily();
    for (let i = 0; i < 9; i++) spooled.ping(NIGHT + i, { exit: 0 }, { late: true });
    expect(burst(spooled, ["success"], NIGHT + MINUTE)).toBe(".");
  });

  test("counts refused pings", () => {
    const shed = [NIGHT - 2 * DAY, NIGHT + SECOND, NIGHT + 2 * SECOND, NIGHT + 3 * SECOND];
    const three = daily();
    three.ping(NIGHT + MINUTE, { exit: 0 }, { shed });
    expect(three.standing).toEqual([]);
    const four = daily();
    four.ping(NIGHT + MINUTE, { exit: 0 }, { shed: [...shed, NIGHT + 4 * SECOND] });
    expect(four.standing).toEqual(["tooOften warn"]);
  });

  test("pages where that is set, after 14 days", () => {
    const life = daily(PAGING);
    burst(life, ["success", "success", "success", "success", "success"], T0 + 13 * DAY);
    expect(life.standing).toEqual(["tooOften warn"]);
    burst(life, ["success", "success", "success", "success", "success"], T0 + 14 * DAY);
    expect(life.standing).toEqual(["tooOften page"]);
  });
});

describe("the interval of slots", () => {
  const hourly = (): Life => {
    const life = new Life(WARNING);
    life.schedule = { kind: "cron", expression: "0 * * * *", zone: "UTC" };
    for (let i = 0; i < 7; i++) life.ping(T0 + i * HOUR, { exit: 0 });
    return life;
  };

  test("begins at the last slot", () => {
    const life = hourly();
    const slot = T0 + 7 * HOUR;
    // With the run of the slot before it that makes four; the new slot counts anew.
    expect(burst(life, ["success", "success", "success"], slot - 5 * MINUTE)).toBe("...");
    expect(burst(life, ["success", "success", "success", "success", "success"], slot)).toBe("....!");
    expect(life.textOf("tooOften")).toBe("5 runs within one interval of 1 h, 1 expected");
  });

  test("is unknown when the schedule has ended", () => {
    const life = hourly();
    life.schedule = { kind: "oncalendar", expression: "2026-02-01 00:00", zone: "UTC" };
    expect(
      burst(
        life,
        Array.from({ length: 9 }, () => "success"),
      ),
    ).toBe(".........");
  });
});

describe("this is normal", () => {
  test("means as often as the runs come now", () => {
    const life = new Life(WARNING);
    life.schedule = { kind: "period", seconds: 3_600 };
    // Every ten minutes, watched hourly: six in an hour.
    for (let i = 0; i < 20; i++) life.ping(T0 + i * 10 * MINUTE, { exit: 0 });
    expect(life.standing).toEqual(["tooOften warn"]);
    life.accept("tooOften");
    for (let i = 20; i < 40; i++) life.ping(T0 + i * 10 * MINUTE, { exit: 0 });
    expect(life.standing).toEqual([]);
    const loop = T0 + 400 * MINUTE;
    for (let i = 0; i < 5; i++) life.ping(loop + i * SECOND, { exit: 0 });
    expect(life.textOf("tooOften")).toBe("10 runs within one interval of 1 h, 6 expected");
  });
});
