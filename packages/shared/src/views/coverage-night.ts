import { shiftsOf } from "../oncall/shifts.ts";
import type { Shift } from "../oncall/rota.ts";
import { beginOf } from "../oncall/wall-time.ts";
import { shownAt } from "../oncall/when-text.ts";
import { clockText } from "../heartbeat/time-text.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, HOUR, type Instant } from "../time.ts";
import { liveRotas } from "./on-call-people.ts";
import { namesOf } from "./words.ts";

/** The night that matters most: the one that goes on, or the next. */

const EVENING = 23 * HOUR;
const MORNING = 8 * HOUR;

/** "Tonight 23:00–08:00: Ana is on call, from 03:00 Ben.", in a zone. */
export function nightOf(state: TeamState, zone: string, now: Instant): string {
  const wall = shownAt(zone, now);
  const midnight = Math.floor(wall / DAY) * DAY;
  // In the small hours tonight is the night that goes on.
  const evening = (wall - midnight < MORNING ? midnight - DAY : midnight) + EVENING;
  const [from, until] = [beginOf(zone, evening), beginOf(zone, evening + DAY - EVENING + MORNING)];
  const [first] = liveRotas(state);
  const tonight = "Tonight 23:00–08:00";
  if (first === undefined) return `${tonight}: everyone is on call.`;
  const shifts = shiftsOf(first, Math.max(from, now), until);
  return `${tonight}: ${shifts.map((shift, i) => shiftText(state, shift, i === 0, zone)).join(", ")}.`;
}

function shiftText(state: TeamState, { from, users }: Shift, isFirst: boolean, zone: string): string {
  const who = users.length === 0 ? "nobody" : namesOf(state, users);
  if (isFirst) return `${who} ${users.length > 1 ? "are" : "is"} on call`;
  return `from ${clockText(from, from, zone, false)} ${who}`;
}
