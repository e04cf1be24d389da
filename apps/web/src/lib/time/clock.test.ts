import { expect, it } from "vitest";
import { heardClock, REAL_TIME, teamTime } from "./clock.ts";

it("runs with the team's factor from the moment it was heard", () => {
  const clock = heardClock({ now: "2026-11-24T02:00:00.000Z", factor: 30 }, 1_000);
  expect(teamTime(clock, 1_000)).toBe(Date.parse("2026-11-24T02:00:00Z"));
  expect(teamTime(clock, 3_000)).toBe(Date.parse("2026-11-24T02:01:00Z"));
});

it("is real time where there is no team", () => expect(teamTime(REAL_TIME, 42)).toBe(42));
