import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import { DAY, isZone, MINUTE } from "../time.ts";
import { parseOnCalendar } from "./on-calendar-grammar.ts";
import { parseSchedule, slotsOf } from "./schedule.ts";
import type { Schedule } from "./settings.ts";
import type { Slots } from "./slots.ts";
import { clockText, placeOf } from "./time-text.ts";
import { type Wall, wallClock } from "./wall-clock.ts";

/** How far ahead clock changes are told of. */
const HORIZON = 400 * DAY;

/** More times than this are told by the first and the last of them. */
const NAMED_TIMES = 3;

/** Lines of a schedule that are read in one zone: when they run, and when they would if clocks never changed. */
type Lines = { zone: string; real: Slots; written: Slots };

/** Clocks go from `before` to `after`, offsets from UTC in ms. */
type ClockChange = { at: number; before: number; after: number };

/**
 * Sentences on what the clock changes of the next 400 days do to a schedule, e.g. "On Sun 29 March 2026 clocks in Vienna
 * go forward at 02:00: the run of 02:30 happens at 03:00." None for changes that it does not feel: its times are others,
 * or it runs on through them at its usual pace. None for a schedule that `parseSchedule` refuses. Spec "heartbeats" §5.
 * @param now epoch ms
 */
export function clockChangeNotes(schedule: Schedule, now: number): string[] {
  if (!parseSchedule(schedule).ok) return [];
  const lines = linesByZone(schedule).filter(({ zone }) => isZone(zone));
  const notes = lines.flatMap((each) =>
    clockChanges(each.zone, now, now + HORIZON).map((change) => ({ at: change.at, text: noteOn(each, change) })),
  );
  return notes.sort((a, b) => a.at - b.at).flatMap(({ text }) => text ?? []);
}

function linesByZone(schedule: Schedule): Lines[] {
  if (schedule.kind === "period") return [];
  const texts = new Map<string, string[]>();
  for (const { zone, text } of zonedLines(schedule)) texts.set(zone, [...(texts.get(zone) ?? []), text]);
  return [...texts].map(([zone, lines]) => {
    const slots = (where: string): Slots => slotsOf({ ...schedule, expression: lines.join("\n"), zone: where });
    return { zone, real: slots(zone), written: slots("UTC") };
  });
}

function zonedLines({
  kind,
  expression,
  zone,
}: Exclude<Schedule, { kind: "period" }>): { zone: string; text: string }[] {
  if (kind === "cron") return [{ zone, text: expression }];
  const texts = expression.split(/\r?\n/).filter((line) => line.trim() !== "");
  return parseOnCalendar(expression, (name) => wallClock(name) !== null).map((line, index) => {
    const text = texts[index]?.trim() ?? "";
    return line.zone === null ? { zone, text } : { zone: line.zone, text: text.slice(0, -line.zone.length) };
  });
}

function clockChanges(zone: string, from: number, to: number): ClockChange[] {
  const found: ClockChange[] = [];
  let one = ZonedDateTime.create(BigInt(from) * 1_000_000n, zone);
  for (;;) {
    const next = ZonedDateTime.getTimeZoneTransition(one, "next");
    if (next === null || next.epochMilliseconds > to) return found;
    // The offset of what was reached last is the one that held until here.
    found.push({ at: next.epochMilliseconds, before: offsetMs(one), after: offsetMs(next) });
    one = next;
  }
}

const offsetMs = (at: ZonedDateTime.Record): number => ZonedDateTime.offsetNanoseconds(at) / 1_000_000;

function noteOn({ zone, real, written }: Lines, { at, before, after }: ClockChange): string | null {
  const forward = after > before;
  const [from, to] = forward ? [at + before, at + after] : [at + after, at + before];
  const size = to - from;
  const affected = between(written, from, to);
  const then = between(real, at, at + size);
  const sameAround = [from - size, to].every((start) =>
    sameSteps(between(written, start, start + size), start, affected, from),
  );
  if (affected.length === 0 || (sameAround && sameSteps(then, at, affected, from))) return null;
  const opening = `On ${dateText(from)} clocks in ${placeOf(zone)} go`;
  if (!forward) return `${opening} back: ${twiceText(affected, then.length > 0)}.`;
  const moved = then[0] === at && written.next(to - 1) !== to;
  const next = moved ? at : real.next(at - 1);
  return `${opening} forward at ${timeText(from)}: ${gapText(affected, moved ? timeText(to) : null, nextText(next, at, zone))}.`;
}

/** Whether two lists of instants are the same, each seen from its own start. */
const sameSteps = (one: number[], oneStart: number, other: number[], otherStart: number): boolean =>
  one.length === other.length && one.every((at, index) => at - oneStart === (other[index] ?? 0) - otherStart);

function between(slots: Slots, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = slots.next(from - 1); at !== null && at < to; at = slots.next(at)) found.push(at);
  return found;
}

function gapText(skipped: Wall[], movedTo: string | null, next: string): string {
  const many = skipped.length > 1;
  const runs = many ? `the runs ${timesText(skipped)}` : `the run ${timesText(skipped)}`;
  if (movedTo === null) return `${runs} ${many ? "are" : "is"} skipped${next}`;
  return `${runs} ${many ? "happen as one" : "happens"} at ${movedTo}`;
}

function nextText(next: number | null, at: number, zone: string): string {
  return next === null ? "" : `; the next one is ${clockText(next, at, zone, next % MINUTE !== 0)}`;
}

function twiceText(walls: Wall[], runsAgain: boolean): string {
  const times = timesText(walls).replace(/^of /, "");
  const come = walls.length > 1 ? `the times ${times} come twice` : `${times} comes twice`;
  const each = walls.length > 1 ? "each of them" : "this";
  return runsAgain ? `${come}, and ${each} runs both times` : `${come}; ${each} runs once, the first time`;
}

/** "of 02:30", "of 02:00 and 02:30", "from 02:00 to 02:55 (12 of them)". */
function timesText(walls: Wall[]): string {
  const times = walls.map(timeText);
  const last = times.at(-1) ?? "";
  if (times.length > NAMED_TIMES) return `from ${times[0]} to ${last} (${times.length} of them)`;
  return `of ${times.length > 1 ? `${times.slice(0, -1).join(", ")} and ` : ""}${last}`;
}

const timeText = (wall: Wall): string => new Date(wall).toISOString().slice(11, wall % MINUTE === 0 ? 16 : 19);

function dateText(wall: Wall): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(wall);
  const day = part({ day: "numeric" });
  return `${part({ weekday: "short" })} ${day} ${part({ month: "long" })} ${part({ year: "numeric" })}`;
}
