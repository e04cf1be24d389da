import { HORIZON, nextHandOver, onCallAt } from "../oncall/resolve.ts";
import type { Rota, Shift } from "../oncall/rota.ts";
import { shiftsOf } from "../oncall/shifts.ts";
import { isReachable } from "../paging/reach.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { iso, isoOrNull } from "./clock.ts";
import type { OnCallPerson, OnCallView, RotaView, ShiftView } from "./on-call-views.ts";
import { canBeWoken, liveRotas, membersOf, readerZone } from "./on-call-people.ts";
import { onCallOf, rotaSentence } from "./on-call.ts";

const REMEMBERED = 30 * DAY;
const OWN_SHIFTS = 10;
const OWN_AHEAD = 180 * DAY;

/** Who is on call, now and next. @param reader a user; of a program, its key */
export function onCallViewOf(state: TeamState, reader: string, now: Instant): OnCallView {
  const zone = readerZone(state, reader);
  const { config } = state;
  return {
    now: iso(now),
    zone,
    me: reader,
    sentence: onCallOf(state, now, zone).sentence,
    people: peopleOfTeam(state),
    rotas: liveRotas(state).map((rota, i) => rotaViewOf(state, rota, config?.rotas[i] ?? rota, now, zone)),
    backup: config?.backup
      ? { name: config.backup.name, phone: masked(config.backup.phone), verified: config.backup.verifiedAt !== null }
      : null,
    mine: shiftsAhead(state, reader, now),
  };
}

/** A shift as it goes over the wire. */
export const shiftView = ({ from, until, users }: Shift): ShiftView => ({ from: iso(from), until: iso(until), users });

const masked = (phone: string): string => `•••• ${phone.slice(-2)}`;

const peopleOfTeam = (state: TeamState): OnCallPerson[] =>
  membersOf(state).map(({ id, name, zone, quiet, badSignal }) => ({
    id,
    name,
    zone,
    quiet,
    badSignal,
    reachable: isReachable(state, id),
    wakes: canBeWoken(state, id),
  }));

function rotaViewOf(state: TeamState, rota: Rota, settings: Rota, now: Instant, zone: string): RotaView {
  const until = nextHandOver(rota, now);
  const overrides = settings.overrides.filter((one) => one.until > now - REMEMBERED);
  return {
    settings: { ...settings, overrides },
    now: onCallAt(rota, now),
    until: isoOrNull(until),
    next: until === null ? null : shiftView(shiftFrom(rota, until)),
    sentence: rotaSentence(state, rota, now, zone),
  };
}

/** The shift that begins at an instant. A copy is asked: the rota itself remembers the hand-over after now. */
const shiftFrom = (rota: Rota, from: Instant): Shift => ({
  from,
  until: nextHandOver({ ...rota }, from) ?? from + HORIZON,
  users: onCallAt(rota, from),
});

function shiftsAhead(state: TeamState, user: string, now: Instant): OnCallView["mine"] {
  const mine = liveRotas(state).flatMap((rota) =>
    shiftsOf(rota, now, now + OWN_AHEAD)
      .filter(({ users }) => users.includes(user))
      .map(({ from, until }) => ({ rota: rota.id, from, until })),
  );
  return mine
    .toSorted((a, b) => a.from - b.from)
    .slice(0, OWN_SHIFTS)
    .map(({ rota, from, until }) => ({ rota, from: iso(from), until: iso(until) }));
}
