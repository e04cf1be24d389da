import type { Rota, Shift } from "../oncall/rota.ts";
import { shiftsOf } from "../oncall/shifts.ts";
import { memberOf } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { liveRotas } from "./on-call-people.ts";
import { namesOf } from "./words.ts";

/** What a subscribed calendar shows: one event for every resolved shift, never a rule. Spec "oncall" §2, "iCal". */

const BACK = 30 * DAY;
const AHEAD = 180 * DAY;
/** Shifts are looked for from here on, so that one that began long ago has its true beginning. */
const SEEN_BACK = 400 * DAY;

/** `id`: the same whenever the shift is told of. */
export type CalendarEvent = { id: string; from: Instant; until: Instant; summary: string; note: string };
export type CalendarFeed = { name: string; now: Instant; events: CalendarEvent[] };

/** Null when no feed has this token, or its person is no member any more. */
export function calendarFeedOf(state: TeamState, tokenHash: string, now: Instant): CalendarFeed | null {
  const feed = state.config?.feeds.find((known) => known.tokenHash === tokenHash);
  if (feed === undefined || (feed.user !== null && memberOf(state, feed.user) === undefined)) return null;
  const team = state.team?.name ?? "";
  const rotas = liveRotas(state);
  return {
    name: feed.user === null ? `On call: ${team}` : `My shifts: ${team}`,
    now,
    events: rotas.flatMap((rota) => eventsOf(state, rota, feed.user, rotas.length > 1, now)),
  };
}

function eventsOf(state: TeamState, rota: Rota, user: string | null, named: boolean, now: Instant): CalendarEvent[] {
  const start = Math.floor((now - SEEN_BACK) / DAY) * DAY;
  const place = named ? ` (${rota.name})` : "";
  return shiftsOf(rota, start, now + AHEAD)
    .filter(({ until, users }) => until > now - BACK && (user === null || users.includes(user)))
    .filter((shift) => !isBeforeTheRota(shift, start, now))
    .map(({ from, until, users }) => ({
      // One that began before anything that we look at keeps its name, though its start is told anew.
      id: `${rota.id}-${from === start ? "first" : from}`,
      from,
      until,
      summary: `${summaryOf(state, users, user)}${place}`,
      note: users.length === 0 ? "Pages go to the whole team." : "",
    }));
}

/** While there was no rota everyone was on call: that is no gap. */
const isBeforeTheRota = ({ from, until, users }: Shift, start: Instant, now: Instant): boolean =>
  users.length === 0 && from === start && until <= now;

function summaryOf(state: TeamState, users: Shift["users"], reader: string | null): string {
  if (users.length === 0) return "NOBODY on call";
  return reader === null ? `${namesOf(state, users)} on call` : "On call";
}
