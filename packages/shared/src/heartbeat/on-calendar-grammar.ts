import { type Component, componentValues, OnCalendarError, weekdayValues } from "./on-calendar-components.ts";

/**
 * Our own grammar of systemd's OnCalendar expressions (spec "heartbeats" §5):
 * `[weekdays] [date] [time] [zone]`, at least one of the first three, one such line or several.
 */

/** One line: the dates that fit all of its date parts, at each of its times. */
export type CalendarLine = {
  /** 0 (Sunday)–6. */
  weekdays: ReadonlySet<number>;
  years: ReadonlySet<number>;
  /** 1–12. */
  months: ReadonlySet<number>;
  /** 1–31 ascending, counted from the start of the month, or from its end (1 is the last day). */
  days: readonly number[];
  daysFromEnd: boolean;
  /** 0–23 ascending. */
  hours: readonly number[];
  /** 0–59 ascending. */
  minutes: readonly number[];
  second: number;
  /** The zone that the line itself names. */
  zone: string | null;
};

const KEYWORDS = new Map([
  ["minutely", "*-*-* *:*:00"],
  ["hourly", "*-*-* *:00:00"],
  ["daily", "*-*-* 00:00:00"],
  ["weekly", "Mon *-*-* 00:00:00"],
  ["monthly", "*-*-01 00:00:00"],
  ["quarterly", "*-01,04,07,10-01 00:00:00"],
  ["semiannually", "*-01,07-01 00:00:00"],
  ["yearly", "*-01-01 00:00:00"],
  ["annually", "*-01-01 00:00:00"],
]);

const EXAMPLE = "For example: Mon..Fri 03:00";

/**
 * Reads an OnCalendar expression.
 * @param expression one or several lines; empty ones count for nothing
 * @param isZone whether a word at the end of a line names a time zone
 * @throws {OnCalendarError} when it is anything else
 */
export function parseOnCalendar(expression: string, isZone: (name: string) => boolean): CalendarLine[] {
  if (!/^[\x20-\x7e\t\r\n]{0,100}$/.test(expression))
    throw new OnCalendarError("An OnCalendar expression has at most 100 plain ASCII characters.");
  const lines = expression.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0)
    throw new OnCalendarError(`An OnCalendar line has weekdays, a date or a time, or several of them. ${EXAMPLE}`);
  return lines.map((line) => parseLine(line, isZone));
}

function parseLine(line: string, isZone: (name: string) => boolean): CalendarLine {
  const words = line.trim().split(/[ \t]+/);
  const zone = takeZone(words, isZone);
  const keyword = words.length === 1 ? KEYWORDS.get(words[0]?.toLowerCase() ?? "") : undefined;
  const rest = keyword?.split(" ") ?? words;
  const time = rest.at(-1)?.includes(":") ? rest.pop() : undefined;
  const date = /^[\d*]/.test(rest.at(-1) ?? "") ? rest.pop() : undefined;
  const weekdays = rest.shift();
  if (rest.length > 0)
    throw new OnCalendarError(
      `"${line.trim()}" has a word too many, or words in another order than weekdays, date, time, time zone. ${EXAMPLE}`,
    );
  return { weekdays: weekdayValues(weekdays ?? "*"), ...dates(date ?? "*-*-*"), ...times(time ?? "0:0"), zone };
}

/** Takes the time zone off the end of the words. */
function takeZone(words: string[], isZone: (name: string) => boolean): string | null {
  const last = words.at(-1) ?? "";
  if (words.length < 2 || !/^[A-Za-z]/.test(last)) return null;
  if (!isZone(last))
    throw new OnCalendarError(`"${last}" is not a time zone we know; end the line with a name like Europe/Vienna.`);
  words.pop();
  return last;
}

function dates(text: string): Pick<CalendarLine, "years" | "months" | "days" | "daysFromEnd"> {
  const daysFromEnd = text.includes("~");
  const parts = text.replace("~", "-").split("-");
  const [year = "", month = "", day = ""] = parts.length === 2 ? ["*", ...parts] : parts;
  if (parts.length < 2 || parts.length > 3 || (daysFromEnd && text.indexOf("~") < text.lastIndexOf("-")))
    throw new OnCalendarError(
      `"${text}" is not a date: write year-month-day or month-day, such as *-12-24, or *-*~1 for the last day of a month.`,
    );
  return {
    years: valuesOf(year, "year"),
    months: valuesOf(month, "month"),
    days: componentValues(day, daysFromEnd ? "dayFromEnd" : "day"),
    daysFromEnd,
  };
}

function times(text: string): Pick<CalendarLine, "hours" | "minutes" | "second"> {
  const parts = text.split(":");
  const [hour = "", minute = "", seconds = "0"] = parts;
  if (parts.length > 3)
    throw new OnCalendarError(`"${text}" is not a time: write hour:minute or hour:minute:second, such as 03:00.`);
  const [second = 0, ...others] = componentValues(seconds, "second");
  if (others.length > 0) throw new OnCalendarError(`"${text}" comes more than once a minute: give one second only.`);
  return { hours: componentValues(hour, "hour"), minutes: componentValues(minute, "minute"), second };
}

const valuesOf = (text: string, component: Component): ReadonlySet<number> => new Set(componentValues(text, component));
