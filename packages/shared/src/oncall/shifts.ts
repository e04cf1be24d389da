import { earliest, type Instant } from "../time.ts";
import { turnAt, turnEnd } from "./layer.ts";
import { activeAt, withOverrides } from "./overrides.ts";
import type { Rota, Shift } from "./rota.ts";

/** Who is on call from when to when: at each instant what `onCallAt` says. Spec "oncall" §2. */

/** The shifts of a rota in [from, until), one after the other without holes; neighbours differ, and nobody is a gap. */
export const shiftsOf = (rota: Rota, from: Instant, until: Instant): Shift[] =>
  merged(turnsOf(rota, from), from, until);

/** As {@link shiftsOf}, what one layer says by itself; nobody while it is silent. */
export function layerShiftsOf(rota: Rota, layerIndex: number, from: Instant, until: Instant): Shift[] {
  const layers = rota.layers.slice(layerIndex, layerIndex + 1);
  return shiftsOf({ ...rota, layers, overrides: [] }, from, until);
}

/** From an instant on these people are on call, until the next turn. */
export type Turn = { at: Instant; users: string[] };

/** What is on from an instant on, and at every later instant at which it may change. It ends with the last of them. */
export function* turnsOf(rota: Rota, from: Instant): Generator<Turn> {
  const overrides = rota.overrides.filter(({ until }) => until > from);
  const edges = overrides.flatMap((one) => [one.from, one.until]).sort((a, b) => a - b);
  const lanes = rota.layers.map((layer) => ({
    layer,
    users: turnAt(rota, layer, from),
    end: turnEnd(rota, layer, from),
  }));
  let at: Instant | null = from;
  while (at !== null) {
    const now: Instant = at;
    for (const lane of lanes) {
      if (lane.end === null || lane.end > now) continue;
      lane.users = turnAt(rota, lane.layer, now);
      lane.end = turnEnd(rota, lane.layer, now);
    }
    const base = lanes.findLast(({ users }) => users.length > 0)?.users ?? [];
    yield { at: now, users: withOverrides(base, activeAt(overrides, now)) };
    at = earliest([...lanes.map(({ end }) => end), edges.find((edge) => edge > now)]);
  }
}

/** Whether two sorted lists of people are the same. */
export const samePeople = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((user, index) => user === other[index]);

function merged(turns: Iterable<Turn>, from: Instant, until: Instant): Shift[] {
  const shifts: Shift[] = [];
  if (from >= until) return shifts;
  for (const { at, users } of turns) {
    if (at >= until) break;
    const last = shifts.at(-1);
    if (last && samePeople(last.users, users)) continue;
    if (last) last.until = at;
    shifts.push({ from: at, until, users });
  }
  return shifts;
}
