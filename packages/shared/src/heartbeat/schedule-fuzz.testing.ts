import fc from "fast-check";
import { readExpression } from "./expression.ts";
import { parseSchedule, slotsOf } from "./schedule.ts";
import type { Schedule } from "./settings.ts";
import type { Slots } from "./slots.ts";

/** Schedules by the thousand for tests and benches: half of them shaped like real ones, the other half junk. */

/** Mostly a number that can stand in a place, now and then any. */
const numberIn = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 60, arbitrary: fc.integer({ min, max }) },
    { weight: 2, arbitrary: fc.constantFrom(min, max) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2_210 }) },
  );

const pair = (min: number, max: number): fc.Arbitrary<[number, number]> =>
  fc
    .tuple(numberIn(min, max), numberIn(min, max), fc.integer({ min: 0, max: 30 }))
    .map(([one, other, flip]) => (one > other === flip > 0 ? [other, one] : [one, other]));

function cronField(min: number, max: number, ...special: string[]): fc.Arbitrary<string> {
  const step = numberIn(1, max - min);
  const term = fc.oneof(
    { weight: 5, arbitrary: fc.constant("*") },
    { weight: 6, arbitrary: numberIn(min, max).map(String) },
    { weight: 2, arbitrary: step.map((by) => `*/${by}`) },
    { weight: 1, arbitrary: pair(min, max).map(([from, to]) => `${from}-${to}`) },
    { weight: 1, arbitrary: fc.tuple(pair(min, max), step).map(([[from, to], by]) => `${from}-${to}/${by}`) },
    { weight: special.length > 0 ? 4 : 0, arbitrary: fc.constantFrom("*", ...special) },
  );
  const list = fc.array(term, { minLength: 1, maxLength: 4 }).map((terms) => terms.join(","));
  return fc.oneof({ weight: 4, arbitrary: term }, { weight: 1, arbitrary: list });
}

const cronLine = fc
  .tuple(
    cronField(0, 59),
    cronField(0, 23),
    cronField(1, 31, "L", "LW", "1W", "15W", "30W", "31W", "*/31"),
    cronField(1, 12, "2", "FEB", "jan-mar", "4,6,9,11"),
    cronField(0, 7, "MON", "fri#5", "0#5", "1#1", "6L", "FRI-SUN", "*/7", "*/6"),
  )
  .map((fields) => fields.join(" "));

function part(min: number, max: number): fc.Arbitrary<string> {
  const one = fc.oneof(
    { weight: 3, arbitrary: numberIn(min, max).map(String) },
    { weight: 1, arbitrary: fc.tuple(numberIn(min, max), numberIn(1, max)).map(([from, by]) => `${from}/${by}`) },
    { weight: 1, arbitrary: pair(min, max).map(([from, to]) => `${from}..${to}`) },
    {
      weight: 1,
      arbitrary: fc.tuple(pair(min, max), numberIn(1, max)).map(([[from, to], by]) => `${from}..${to}/${by}`),
    },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant("*") },
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: fc.array(one, { minLength: 2, maxLength: 5 }).map((several) => several.join(",")) },
  );
}

const weekdays = fc.constantFrom("", "", "Mon ", "Mon,Fri ", "Mon..Fri ", "sat-sun ", "Sun..Mon ", "* ");
const date = fc.oneof(
  { weight: 2, arbitrary: fc.constant("") },
  { weight: 2, arbitrary: fc.tuple(part(1, 12), part(1, 31)).map(([month, day]) => `${month}-${day} `) },
  {
    weight: 2,
    arbitrary: fc.tuple(part(1_970, 2_199), part(1, 12), part(1, 31)).map((parts) => `${parts.join("-")} `),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(part(1, 12), part(1, 28)).map(([month, day]) => `*-${month}~${day.replace("*", "1")} `),
  },
);
const time = fc.oneof(
  fc.constant(""),
  fc.tuple(part(0, 23), part(0, 59)).map((parts) => parts.join(":")),
  fc.tuple(part(0, 23), part(0, 59), numberIn(0, 59)).map((parts) => parts.join(":")),
);
const word = fc.constantFrom("minutely", "hourly", "daily", "weekly", "quarterly", "semiannually", "yearly");
const zoneWord = fc.constantFrom("", "", "", "", "", " UTC", " America/New_York", " Mars/Olympus");
const calendarLine = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(weekdays, date, time, zoneWord).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: word },
);
const calendar = fc.oneof(
  { weight: 3, arbitrary: calendarLine },
  { weight: 1, arbitrary: fc.array(calendarLine, { minLength: 2, maxLength: 3 }).map((lines) => lines.join("\n")) },
);

const BLANKS = [" ", " ", " ", "\n", "\t", "\u0000", "é", "９"];
const scrap = fc.constantFrom(
  ..."* / - , . .. : ~ # ? @ L W LW H MON Jan 0 1 5 31 59 60 99 1970 2199 2200 + e NaN Infinity -0 0x1".split(" "),
  ...BLANKS,
);
const junk = fc.oneof(
  fc.array(scrap, { maxLength: 14 }).map((scraps) => scraps.join("")),
  fc.string(),
  fc.string({ unit: "binary" }),
);

/** What somebody may type as a schedule. */
export const expressions: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: cronLine },
  { weight: 1, arbitrary: calendar },
  { weight: 2, arbitrary: junk },
);

/** As many expressions as asked for, the same ones each time. */
export const someExpressions = (count: number, seed: number): string[] =>
  fc.sample(expressions, { numRuns: count, seed });

/** What a schedule answered. */
type Asked = { slots: Slots; next: number | null; previous: number | null };

/** What one expression cost, in units of the clock. */
export type ScheduleCost = { expression: string; valid: boolean; cost: number };

/**
 * Reads each expression, asks for the slots around an instant and takes the time: for a bench to print p50, p99 and
 * the worst.
 * @param clock e.g. `performance.now`; only differences count
 * @param at epoch ms
 * @returns dearest first
 */
export function slowestSchedules(
  strings: readonly string[],
  clock: () => number,
  at = 1_790_000_000_000,
): ScheduleCost[] {
  const costs = strings.map((expression): ScheduleCost => {
    const schedule = readExpression(expression, "Europe/Vienna");
    const begun = clock();
    const valid = askEverything(schedule, at) !== null;
    return { expression, valid, cost: clock() - begun };
  });
  return costs.sort((a, b) => b.cost - a.cost);
}

/** The slots around an instant; null for a schedule that is refused. */
export function askEverything(schedule: Schedule, at: number): Asked | null {
  if (!parseSchedule(schedule).ok) return null;
  const slots = slotsOf(schedule);
  return { slots, next: slots.next(at), previous: slots.previous(at) };
}
