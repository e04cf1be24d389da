import { expect, it } from "vitest";
import { ping } from "../../../testing/watched.ts";
import { barsOf, resultWord } from "./runs.ts";
import { snippetsOf } from "./snippets.ts";

it("draws runs oldest first, the longest highest", () => {
  const bars = barsOf([ping({ seq: 2, durationMs: 100 }), ping({ seq: 1, durationMs: 200 })]);
  expect(bars.map(({ ping: { seq } }) => seq)).toEqual([1, 2]);
  expect(bars[0]?.height).toBe(1);
  expect(bars[1]?.height).toBeLessThan(1);
});

it("shows a start only while it has no end", () => {
  const start = ping({ type: "start", seq: 1 });
  expect(barsOf([start])).toHaveLength(1);
  expect(barsOf([ping({ seq: 2 }), start]).map(({ ping: { seq } }) => seq)).toEqual([2]);
});

it("names failures with their exit code", () => {
  expect(resultWord({ type: "fail", exitCode: 2 })).toBe("failed, exit 2");
  expect(resultWord({ type: "fail", exitCode: null })).toBe("failed");
});

it("fills every snippet with the real address, and cron lines with the real schedule", () => {
  const snippets = snippetsOf("https://ping.example/abc", { kind: "cron", expression: "0 3 * * *", zone: "UTC" });
  for (const { code } of snippets) expect(code).toContain("https://ping.example/abc");
  expect(snippets.find(({ name }) => name === "Crontab")?.code).toMatch(/^0 3 \* \* \* /);
});

it("gives the systemd timer of OnCalendar lines", () => {
  const schedule = { kind: "oncalendar", expression: "Mon 09:00\nFri 18:00 UTC", zone: "UTC" } as const;
  const unit = snippetsOf("https://ping.example/abc", schedule).find(({ name }) => name === "systemd")?.code;
  expect(unit).toContain("[Timer]\nOnCalendar=Mon 09:00\nOnCalendar=Fri 18:00 UTC\n");
  expect(unit).toContain("https://ping.example/abc");
});
