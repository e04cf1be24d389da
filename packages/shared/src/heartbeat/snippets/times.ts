import { DAY, HOUR, MINUTE, SECOND } from "../../time.ts";
import { type CronLine, parseCron } from "../cron-grammar.ts";
import { daysJoinedByAnd } from "../cron-dates.ts";
import { type CalendarLine, parseOnCalendar } from "../on-calendar-grammar.ts";
import { FIRST_YEAR, LAST_YEAR } from "../on-calendar-components.ts";
import { parseSchedule, upcoming } from "../schedule.ts";
import type { Schedule } from "../settings.ts";

/** A cron line for a schedule; `exact` when it says the same times. `zone` is null where none matters. */
export type CronTimes = { expression: string; exact: boolean; zone: string | null };

/** What cron can say of "every so often", the longest first. */
const STEPS: readonly (readonly [number, string])[] = [
  [31 * DAY, "0 0 1 * *"],
  [7 * DAY, "0 0 * * 0"],
  [DAY, "0 0 * * *"],
  ...[12, 8, 6, 4, 3, 2].map((hours) => [hours * HOUR, `0 */${hours} * * *`] as const),
  [HOUR, "0 * * * *"],
  ...[30, 20, 15, 12, 10, 6, 5, 4, 3, 2].map((minutes) => [minutes * MINUTE, `*/${minutes} * * * *`] as const),
  [MINUTE, "* * * * *"],
];

const REFERENCE = 1_767_225_600_000;

/** The cron line that fits a schedule best: its own times, or else the next shorter step that cron knows. */
export function cronTimes(schedule: Schedule): CronTimes {
  if (schedule.kind === "period") return stepFor(schedule.seconds * SECOND, null);
  const { expression, zone } = schedule;
  if (schedule.kind === "cron") return { expression, exact: true, zone };
  if (!parseSchedule(schedule).ok) return { ...stepFor(DAY, zone), exact: false };
  const [line, ...others] = parseOnCalendar(expression, () => true);
  const cron = line === undefined || others.length > 0 ? null : cronFor(line);
  if (cron !== null) return { expression: cron, exact: true, zone: line?.zone ?? zone };
  const [first = 0, second = first + DAY] = upcoming(schedule, REFERENCE, 2);
  return { ...stepFor(second - first, zone), exact: false };
}

/** The same for schedulers that know neither 7 nor a range that ends in it as a Sunday: GitHub's and Kubernetes'. */
export function portableCronTimes(schedule: Schedule): CronTimes {
  const times = cronTimes(schedule);
  if (!/(?:7|SUN)\S*$/i.test(times.expression) || !parseSchedule(schedule).ok) return times;
  const weekday = parseCron(times.expression).weekday.text;
  return { ...times, expression: times.expression.replace(/\S+\s*$/, weekday) };
}

function stepFor(every: number, zone: string | null): CronTimes {
  const [length, expression] = STEPS.find(([step]) => step <= every) ?? [MINUTE, "* * * * *"];
  return { expression, exact: length === every && every <= 7 * DAY, zone };
}

/** An OnCalendar line for cron; null when cron has no words for it. */
function cronFor(line: CalendarLine): string | null {
  const allDays = line.days.length === 31;
  const allWeekdays = line.weekdays.size === 7;
  if (line.years.size <= LAST_YEAR - FIRST_YEAR || line.daysFromEnd || line.second !== 0) return null;
  if (!allDays && !allWeekdays) return null;
  const list = (values: Iterable<number>, all: number): string => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted.length === all ? "*" : sorted.join(",");
  };
  return [
    list(line.minutes, 60),
    list(line.hours, 24),
    list(line.days, 31),
    list(line.months, 12),
    list(line.weekdays, 7),
  ].join(" ");
}

/** The `[Timer]` lines of systemd for a schedule; null when systemd has no words for it. */
export function timerLines(schedule: Schedule): string[] | null {
  if (schedule.kind === "period") return [`OnBootSec=${schedule.seconds}`, `OnUnitActiveSec=${schedule.seconds}`];
  if (!parseSchedule(schedule).ok) return null;
  const { expression, zone } = schedule;
  if (schedule.kind === "cron")
    return calendarFor(parseCron(expression))?.map((line) => `OnCalendar=${line} ${zone}`) ?? null;
  const texts = expression.split(/\r?\n/).filter((line) => line.trim() !== "");
  return parseOnCalendar(expression, () => true).map((line, index) => {
    const text = texts[index]?.trim() ?? "";
    return `OnCalendar=${line.zone === null ? `${text} ${zone}` : text}`;
  });
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** The OnCalendar lines of a cron line; two where cron would take either of its day fields; null for `L`, `W` and `#`. */
function calendarFor(line: CronLine): string[] | null {
  const fields = [line.minute, line.hour, line.day, line.month, line.weekday].map((field) =>
    field.terms.map((term) => (term.kind === "values" ? term.values : null)),
  );
  if (fields.some((field) => field.includes(null))) return null;
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = fields.map((field) => [
    ...new Set(field.flatMap((values) => values ?? [])),
  ]);
  const list = (values: number[], all: number): string =>
    values.length === all
      ? "*"
      : values
          .sort((a, b) => a - b)
          .map((value) => String(value).padStart(2, "0"))
          .join(",");
  const dayNames =
    weekdays.length === 7
      ? ""
      : `${weekdays
          .sort((a, b) => a - b)
          .map((day) => DAYS[day])
          .join(",")} `;
  const time = `${list(hours, 24)}:${list(minutes, 60)}:00`;
  const dated = `*-${list(months, 12)}-`;
  if (daysJoinedByAnd(line)) return [`${dayNames}${dated}${list(days, 31)} ${time}`];
  return [`${dated}${list(days, 31)} ${time}`, `${dayNames}${dated}* ${time}`];
}
