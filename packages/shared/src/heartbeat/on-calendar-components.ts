/** An OnCalendar expression that cannot be read. Its message is a sentence for the user. */
export class OnCalendarError extends Error {}

/** Years that expressions can name; the calendar of slots ends with them. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2199;

const BOUNDS = {
  year: { label: "year", min: FIRST_YEAR, max: LAST_YEAR },
  month: { label: "month", min: 1, max: 12 },
  day: { label: "day", min: 1, max: 31 },
  // Every month has as many, so that a date counted from the end is never in another month.
  dayFromEnd: { label: "day counted from the end of the month", min: 1, max: 28 },
  hour: { label: "hour", min: 0, max: 23 },
  minute: { label: "minute", min: 0, max: 59 },
  second: { label: "second", min: 0, max: 59 },
} as const;

export type Component = keyof typeof BOUNDS;

/** Sunday is last: a week starts on Monday here, and `Mon..Sun` is all of it. */
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/**
 * The numbers that one part of a date or time stands for, ascending: `*`, values, `a..b`, each with a step
 * (`a/n` runs to the end of the range), or a list of them.
 * @throws {OnCalendarError} when it cannot be read
 */
export function componentValues(text: string, component: Component): number[] {
  const found = new Set(text.split(",").flatMap((term) => termValues(term, component)));
  return [...found].sort((a, b) => a - b);
}

function termValues(term: string, component: Component): number[] {
  const [body = "", step, ...rest] = term.split("/");
  const { label, min, max } = BOUNDS[component];
  if (rest.length > 0) throw misread(term, component);
  const by = step === undefined ? 1 : digits(step);
  if (by === null || by < 1) throw new OnCalendarError(`"${term}" as ${label}: a step is a whole number above 0.`);
  // A day counted from the end steps towards the end, from the largest number to the smallest.
  const back = component === "dayFromEnd";
  const [low, high] = bounds(body, component);
  const open = step !== undefined && /^\d+$/.test(body);
  const from = back ? high : low;
  const to = back ? (open ? min : low) : open ? max : high;
  const count = Math.floor(Math.abs(to - from) / by) + 1;
  return Array.from({ length: count }, (_, index) => from + index * (back ? -by : by));
}

function bounds(body: string, component: Component): [number, number] {
  const { label, min, max } = BOUNDS[component];
  if (body === "*" && component !== "dayFromEnd") return [min, max];
  const [first = "", second, ...rest] = body.split("..");
  if (rest.length > 0) throw misread(body, component);
  const low = value(first, component);
  const high = second === undefined ? low : value(second, component);
  if (high < low)
    throw new OnCalendarError(`"${body}" as ${label} runs backwards: write the smaller number first, or a list.`);
  return [low, high];
}

function value(text: string, component: Component): number {
  const { min, max } = BOUNDS[component];
  const number = digits(text);
  if (number === null) throw misread(text, component);
  // Two digits of a year: 00–69 are of this century, 70–99 of the last.
  const full = component === "year" && number < 100 ? number + (number < 70 ? 2_000 : 1_900) : number;
  if (full < min || full > max) throw misread(text, component);
  return full;
}

const digits = (text: string): number | null => (/^\d{1,4}$/.test(text) ? Number(text) : null);

function misread(text: string, component: Component): OnCalendarError {
  const { label, min, max } = BOUNDS[component];
  return new OnCalendarError(
    `"${text}" cannot stand as ${label}: use ${min} to ${max}, a list (1,5), a range (1..5) or a step (1/5).`,
  );
}

/**
 * The weekdays (0 is Sunday) that a list such as `Mon,Wed..Fri` stands for; `*` is every day.
 * @throws {OnCalendarError} when it cannot be read
 */
export function weekdayValues(text: string): ReadonlySet<number> {
  if (text === "*") return new Set(WEEKDAYS.keys());
  // systemd lets a list of weekdays end in a comma.
  const terms = text.replace(/,$/, "").split(",");
  return new Set(terms.flatMap((term) => weekdayTerm(term)));
}

function weekdayTerm(term: string): number[] {
  const [first = "", last = first, ...rest] = term.split(/\.\.|-/);
  if (rest.length > 0) throw noWeekday(term);
  const [from, to] = [weekday(first), weekday(last)];
  if (to < from)
    throw new OnCalendarError(
      `"${term}" runs backwards: a week goes from Mon to Sun; write ${first}..Sun,Mon..${last}.`,
    );
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index + 1) % 7);
}

function weekday(text: string): number {
  const name = text.toLowerCase();
  const found = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (found < 0) throw noWeekday(text);
  return found;
}

const noWeekday = (text: string): OnCalendarError =>
  new OnCalendarError(
    `"${text}" is neither weekdays (Mon, Mon,Fri or Mon..Fri), nor a date (*-12-24), nor a time (03:00), nor a word such as daily.`,
  );
