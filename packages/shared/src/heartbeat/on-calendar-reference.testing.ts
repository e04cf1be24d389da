import { DAY, HOUR, MINUTE, SECOND } from "../time.ts";
import { type Wall, wallAt } from "./cron-reference.testing.ts";

/**
 * A slow reference for OnCalendar slots: it walks real time minute by minute and asks each minute whether it fits,
 * without ever listing what an expression stands for. Tests compare with it. It reads
 * `[weekdays] date time [zone]` with a date of three parts, all of it valid.
 */

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function fits(text: string, value: number): boolean {
  return text.split(",").some((term) => {
    const [body = "", step = "1"] = term.split("/");
    const [from, to] = body === "*" ? [0, Infinity] : body.split("..").map(Number);
    const last = to ?? (term.includes("/") ? Infinity : from);
    const base = body === "*" ? (Number(step) === 1 ? value : Number.NaN) : (from ?? Number.NaN);
    return value >= base && value <= (last ?? Infinity) && (value - base) % Number(step) === 0;
  });
}

/** A day counted from the end steps towards the end, and a range with a step starts at its far side. */
function fitsFromEnd(text: string, value: number): boolean {
  return text.split(",").some((term) => {
    const [body = "", step = "1"] = term.split("/");
    const ends = body.split("..").map(Number);
    const far = Math.max(...ends);
    const near = term.includes("/") && ends.length === 1 ? 1 : Math.min(...ends);
    return value <= far && value >= near && (far - value) % Number(step) === 0;
  });
}

function weekdayFits(text: string, weekday: number): boolean {
  const order = (name: string): number => (WEEKDAYS.indexOf(name) + 6) % 7;
  return text.split(",").some((term) => {
    const [first = "", last = first] = term.split("..");
    const at = (weekday + 6) % 7;
    return at >= order(first) && at <= order(last);
  });
}

function dateFits(text: string, wall: Wall): boolean {
  const at = new Date(wall);
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const [year = "", month = "", day = ""] = text.split(/[-~]/);
  const date = at.getUTCDate();
  return (
    fits(year, at.getUTCFullYear()) &&
    fits(month, at.getUTCMonth() + 1) &&
    (text.includes("~") ? fitsFromEnd(day, length + 1 - date) : fits(day, date))
  );
}

function lineSlots(line: string, schedulesZone: string, from: number, to: number): number[] {
  const words = line.split(" ");
  const zone = /^[A-Z][a-z]*\/|^UTC$/.test(words.at(-1) ?? "") ? (words.pop() ?? "") : schedulesZone;
  const [hour = "", minute = "", second = "0"] = (words.pop() ?? "").split(":");
  const date = words.pop() ?? "";
  const weekdays = words.pop() ?? "Mon..Sun";
  const slots: number[] = [];
  // A change of clocks in the days before may have shown these minutes already.
  let newest = -Infinity;
  for (let at = from - DAY; at < to; at += MINUTE) {
    const wall = wallAt(at, zone);
    const first = wall > newest;
    newest = Math.max(newest, wall);
    const [hours, minutes] = [Math.floor((wall % DAY) / HOUR), Math.floor((wall % HOUR) / MINUTE)];
    const found = first && fits(hour, hours) && fits(minute, minutes) && dateFits(date, wall);
    const slot = at + Number(second) * SECOND;
    if (found && weekdayFits(weekdays, new Date(wall).getUTCDay()) && slot >= from && slot < to) slots.push(slot);
  }
  return slots;
}

/** Slots of an expression in [from, to), both on whole minutes, ascending. */
export function referenceCalendarSlots(expression: string, zone: string, from: number, to: number): number[] {
  const slots = expression.split("\n").flatMap((line) => lineSlots(line, zone, from, to));
  return [...new Set(slots)].sort((a, b) => a - b);
}
