import type { Schedule } from "./settings.ts";

/**
 * Reads what a person typed: one line of exactly five fields is cron, anything else OnCalendar. Whether it can be
 * used is for `parseSchedule` to say.
 */
export function readExpression(text: string, zone: string): Exclude<Schedule, { kind: "period" }> {
  const expression = text.trim();
  const cron = !/[\r\n]/.test(expression) && expression.split(/[ \t]+/).length === 5;
  return { kind: cron ? "cron" : "oncalendar", expression, zone };
}
