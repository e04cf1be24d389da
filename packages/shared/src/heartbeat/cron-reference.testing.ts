import { DAY, HOUR, MINUTE } from "../time.ts";

/**
 * A slow reference for cron slots: it walks real time minute by minute, as a cron daemon does, and knows nothing
 * of the library. Tests compare with it.
 */

/** A local wall-clock minute as if it were UTC, epoch ms. */
export type Wall = number;

const known = new Map<string, { format: Intl.DateTimeFormat; walls: Map<number, Wall> }>();

/** What the clock on the wall shows at an instant on a whole minute. */
export function wallAt(at: number, zone: string): Wall {
  const { format, walls } = known.get(zone) ?? { format: formatter(zone), walls: new Map<number, Wall>() };
  known.set(zone, { format, walls });
  const wall = walls.get(at) ?? readWall(format.format(at));
  walls.set(at, wall);
  return wall;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}

function readWall(text: string): Wall {
  const [, month, day, year, hour, minute] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(text) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** A field as numbers: `*`, lists, ranges and steps. */
function numbers(field: string, min: number, max: number): Set<number> {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [body = "", step = "1"] = part.split("/");
    const [from, to = from] = body === "*" ? [min, max] : body.split("-").map(Number);
    for (let at = from ?? min; at <= (to ?? max); at += Number(step)) found.add(at);
  }
  return found;
}

/** Whether a date fits the day, month and weekday fields, which may hold L, LW, nW, nL and n#k. */
function dateFits(fields: readonly string[], wall: Wall): boolean {
  const [day = "", month = "", weekday = ""] = fields;
  const at = new Date(wall);
  if (!numbers(month, 1, 12).has(at.getUTCMonth() + 1)) return false;
  const dayFits = day.split(",").some((part) => dayPartFits(part, at));
  const weekdayFits = weekday.split(",").some((part) => weekdayPartFits(part, at));
  return day.startsWith("*") || weekday.startsWith("*") ? dayFits && weekdayFits : dayFits || weekdayFits;
}

function dayPartFits(part: string, at: Date): boolean {
  const date = at.getUTCDate();
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  if (part === "L") return date === last;
  const weekdayOf = (day: number): number => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), day)).getUTCDay();
  const working = Array.from({ length: last }, (_, index) => index + 1).filter((day) => weekdayOf(day) % 6 !== 0);
  if (part === "LW") return date === working.at(-1);
  if (!part.endsWith("W")) return numbers(part, 1, 31).has(date);
  const wanted = Number(part.slice(0, -1));
  if (wanted > last) return false;
  // Nearest working day of the same month: a Saturday looks back, a Sunday ahead, unless the month ends there.
  const nearest = [...working].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
  return date === nearest;
}

function weekdayPartFits(part: string, at: Date): boolean {
  const date = at.getUTCDate();
  const [, name, mark] = /^(\d)(L|#\d)$/.exec(part) ?? [];
  if (mark === undefined) {
    const weekdays = part.startsWith("*") ? numbers(part, 0, 6) : numbers(part, 0, 7);
    return weekdays.has(at.getUTCDay()) || (at.getUTCDay() === 0 && weekdays.has(7));
  }
  if (Number(name) % 7 !== at.getUTCDay()) return false;
  if (mark !== "L") return Math.ceil(date / 7) === Number(mark.slice(1));
  return new Date(at.getTime() + 7 * DAY).getUTCMonth() !== at.getUTCMonth();
}

/**
 * Slots of a cron line in [from, to), both on whole minutes. A line is wild if its minute or hour field starts with
 * `*`; then it runs whenever the clock on the wall shows a fitting minute. Else it runs for each fitting minute of
 * the wall clock once: at its first showing, or when the clock has jumped over it by at most three hours.
 */
export function referenceSlots(expression: string, zone: string, from: number, to: number): number[] {
  const [minute = "", hour = "", ...dates] = expression.split(" ");
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const fits = (wall: Wall): boolean => {
    const at = new Date(wall);
    return minutes.has(at.getUTCMinutes()) && hours.has(at.getUTCHours()) && dateFits(dates, wall);
  };
  const wild = minute.startsWith("*") || hour.startsWith("*");
  const slots: number[] = [];
  let newest = wallAt(from - 3 * HOUR, zone);
  for (let at = from - 3 * HOUR + MINUTE; at < to; at += MINUTE) {
    const wall = wallAt(at, zone);
    const skipped = wall - newest > MINUTE && wall - newest <= 3 * HOUR + MINUTE;
    const first = skipped ? newest + MINUTE : wall;
    let runs = wild ? fits(wall) : false;
    for (let shown = first; !wild && shown <= wall && shown > newest; shown += MINUTE) runs ||= fits(shown);
    newest = Math.max(newest, wall);
    if (runs && at >= from) slots.push(at);
  }
  return slots;
}
