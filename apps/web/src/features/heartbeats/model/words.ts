import { slugify } from "@nightbell/shared/compat/slugify";

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;
const two = (value: string): string => value.padStart(2, "0");

/** The time of day, "03:05", of a cron line that means "daily at"; null for any other line. */
export function dailyTime(expression: string): string | null {
  const daily = DAILY.exec(expression);
  return daily === null ? null : `${two(daily[2] ?? "")}:${two(daily[1] ?? "")}`;
}

/** The cron line for a time of day, "03:05". */
export function dailyCron(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  return `${Number(minute)} ${Number(hour)} * * *`;
}

/** The slug that a name proposes; a name without a single usable letter gets one all the same. Empty for no name. */
export const slugOf = (name: string): string => (name.trim() === "" ? "" : slugify(name) || "heartbeat");
