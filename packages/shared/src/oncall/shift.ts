import type { Wall } from "../heartbeat/wall-clock.ts";
import { DAY, HOUR } from "../time.ts";
import type { RotaVersion, Unit } from "./rota.ts";
import { wallOf } from "./wall-time.ts";

/** The shifts of a version, in wall time: shift k starts k times `every` units after the anchor. Spec "oncall" §2. */

/** How a version turns. */
export type Rhythm = Pick<RotaVersion, "anchor" | "unit" | "every">;

const LENGTHS: Record<Exclude<Unit, "month">, number> = { hour: HOUR, day: DAY, week: 7 * DAY };

/** The wall time at which shift k starts. Months are added to the anchor and clamp: 31 Jan, 28 Feb, 31 Mar. */
export function startOfShift({ anchor, unit, every }: Rhythm, k: number): Wall {
  const first = wallOf(anchor);
  return unit === "month" ? plusMonths(first, k * every) : first + k * every * LENGTHS[unit];
}

/** The last shift that has started by a wall time: of several that start at once, the last. Negative before the anchor. */
export function shiftAt(rhythm: Rhythm, wall: Wall): number {
  const { anchor, unit, every } = rhythm;
  const first = wallOf(anchor);
  if (unit !== "month") return Math.floor((wall - first) / (every * LENGTHS[unit]));
  const k = Math.floor((monthOf(wall) - monthOf(first)) / every);
  return startOfShift(rhythm, k) <= wall ? k : k - 1;
}

/** Months since year 0. */
function monthOf(wall: Wall): number {
  const date = new Date(wall);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function plusMonths(wall: Wall, months: number): Wall {
  const month = monthOf(wall) + months;
  const [year, index] = [Math.floor(month / 12), ((month % 12) + 12) % 12];
  const lastDay = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const day = Math.min(new Date(wall).getUTCDate(), lastDay);
  return Date.UTC(year, index, day) + (wall - Math.floor(wall / DAY) * DAY);
}
