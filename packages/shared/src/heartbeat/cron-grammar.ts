/**
 * Our own grammar of 5-field cron lines (spec "heartbeats" §5), stricter than the library that finds the slots:
 * what passes here has one meaning only. Every field is rewritten in numbers, ranges expanded, so that the
 * library never sees a form that it would read differently.
 */

/** One comma-separated part of a field. Months are 1–12, weekdays 0 (Sunday)–6. */
export type CronTerm =
  | { kind: "values"; values: number[] }
  | { kind: "last-day" }
  | { kind: "last-weekday" }
  | { kind: "nearest-weekday"; day: number }
  | { kind: "nth"; weekday: number; nth: number }
  | { kind: "last-nth"; weekday: number };

/** `wild`: the field starts with `*`, which decides both daylight saving and how the two day fields join. */
export type CronField = { wild: boolean; terms: CronTerm[]; text: string };

export type CronLine = { minute: CronField; hour: CronField; day: CronField; month: CronField; weekday: CronField };

/** A cron line that cannot be read. Its message is a sentence for the user. */
export class CronError extends Error {}

type FieldKind = { label: string; min: number; max: number; names: readonly string[] };

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const KINDS = {
  minute: { label: "minute", min: 0, max: 59, names: [] },
  hour: { label: "hour", min: 0, max: 23, names: [] },
  day: { label: "day-of-month", min: 1, max: 31, names: [] },
  month: { label: "month", min: 1, max: 12, names: MONTHS },
  weekday: { label: "day-of-week", min: 0, max: 7, names: WEEKDAYS },
} as const satisfies Record<keyof CronLine, FieldKind>;

/**
 * Reads a cron line.
 * @param line five fields separated by blanks: minute, hour, day-of-month, month, day-of-week
 * @throws {CronError} when it is anything else
 */
export function parseCron(line: string): CronLine {
  if (!/^[\x20-\x7e\t]{0,100}$/.test(line))
    throw new CronError("A cron line is one line of at most 100 plain ASCII characters.");
  const fields = line.trim().split(/[ \t]+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday) {
    throw new CronError(
      "A cron line has five fields: minute, hour, day of month, month, day of week. For example: 0 3 * * *",
    );
  }
  return {
    minute: parseField(minute, KINDS.minute),
    hour: parseField(hour, KINDS.hour),
    day: parseField(day, KINDS.day),
    month: parseField(month, KINDS.month),
    weekday: parseField(weekday, KINDS.weekday),
  };
}

function parseField(text: string, kind: FieldKind): CronField {
  const upper = text.toUpperCase();
  const wild = upper.startsWith("*");
  if (kind === KINDS.day && upper === "LW") return { wild, terms: [{ kind: "last-weekday" }], text: "LW" };
  const parts = upper.split(",").map((part) => ({ part, term: parseTerm(part, kind) }));
  const canonical = parts.map(({ part, term }) => (wild && part.startsWith("*") ? part : termText(term)));
  return { wild, terms: parts.map(({ term }) => term), text: canonical.join(",") };
}

function parseTerm(part: string, kind: FieldKind): CronTerm {
  return dayTerm(part, kind) ?? weekdayTerm(part, kind) ?? { kind: "values", values: values(part, kind) };
}

function dayTerm(part: string, kind: FieldKind): CronTerm | null {
  if (kind !== KINDS.day) return null;
  if (part === "L") return { kind: "last-day" };
  const nearest = /^(\d{1,2})W$/.exec(part);
  return nearest ? { kind: "nearest-weekday", day: value(nearest[1] ?? "", kind) } : null;
}

function weekdayTerm(part: string, kind: FieldKind): CronTerm | null {
  if (kind !== KINDS.weekday) return null;
  const [, name = "", mark = ""] = /^([A-Z]{3}|\d)(L|#[1-5])$/.exec(part) ?? [];
  if (mark === "") return null;
  const weekday = value(name, kind) % 7;
  return mark === "L" ? { kind: "last-nth", weekday } : { kind: "nth", weekday, nth: Number(mark.slice(1)) };
}

/** The numbers that `*`, `a`, `a-b` or one of them with a step stands for. */
function values(part: string, kind: FieldKind): number[] {
  const [, body = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
  if (body === "") throw misread(part, kind);
  const [from, to] = range(body, step, kind);
  const by = step === undefined ? 1 : Number(step);
  const size = kind === KINDS.weekday ? 7 : kind.max - kind.min + 1;
  if (by < 1 || by > size) throw new CronError(`"${part}" in the ${kind.label} field: a step is 1 to ${size}.`);
  const found: number[] = [];
  for (let at = from; at <= to; at += by) found.push(kind === KINDS.weekday ? at % 7 : at);
  return found;
}

function range(body: string, step: string | undefined, kind: FieldKind): [number, number] {
  if (body === "*") return [kind.min, kind === KINDS.weekday ? 6 : kind.max];
  const [first = "", second, ...rest] = body.split("-");
  if (rest.length > 0) throw misread(body, kind);
  const from = value(first, kind);
  if (second === undefined) {
    if (step !== undefined)
      throw new CronError(
        `"${body}/${step}" in the ${kind.label} field: a step needs * or a range; write ${from}-${kind.max}/${step}.`,
      );
    return [from, from];
  }
  // A week that ends on Sunday, as in FRI-SUN.
  const to = second === "SUN" && from > 0 ? 7 : value(second, kind);
  if (to < from)
    throw new CronError(
      `"${body}" in the ${kind.label} field runs backwards: write ${first}-${kind.max},${kind.min}-${second}.`,
    );
  return [from, to];
}

function value(text: string, kind: FieldKind): number {
  const named = kind.names.indexOf(text);
  if (named >= 0) return named + kind.min;
  const number = Number(text);
  if (!/^\d{1,2}$/.test(text) || number < kind.min || number > kind.max) throw misread(text, kind);
  return number;
}

function misread(text: string, kind: FieldKind): CronError {
  const allowed = `${kind.min} to ${kind.max}, a list (1,5), a range (1-5) or a step (*/5)`;
  return new CronError(`"${text}" cannot stand in the ${kind.label} field: use ${allowed}.`);
}

function termText(term: CronTerm): string {
  switch (term.kind) {
    case "values":
      return term.values.join(",");
    case "last-day":
      return "L";
    case "last-weekday":
      return "LW";
    case "nearest-weekday":
      return `${term.day}W`;
    case "nth":
      return `${term.weekday}#${term.nth}`;
    case "last-nth":
      return `${term.weekday}L`;
  }
}
