import type { Person } from "../oncall/gaps.ts";
import type { Override, Rota } from "../oncall/rota.ts";
import { contactsFor, isReachable, memberOf } from "../paging/reach.ts";
import type { Member, TeamConfig } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import { zoneOf } from "./clock.ts";

/** The people of a team, as on-call sees them. */

/** Longer than any calendar. */
const FOR_GOOD = 8_640_000_000_000_000;

/** Rotas are asked again and again, and remember what they answered: they must stay the same objects. */
const known = new WeakMap<TeamConfig, Rota[]>();

/** The team's rotas, in which people who left are on call no more. */
export function liveRotas({ config }: TeamState): Rota[] {
  if (config === null) return [];
  const before = known.get(config);
  if (before !== undefined) return before;
  const members = new Set(config.members.map(({ id }) => id));
  const rotas = config.rotas.map((rota) => liveRota(rota, members));
  known.set(config, rotas);
  return rotas;
}

/** The rota with everybody in it who is no member away for good; the same object if all are. */
export function liveRota(rota: Rota, members: ReadonlySet<string>): Rota {
  const left = [...peopleOf(rota)].filter((user) => !members.has(user));
  return left.length === 0 ? rota : { ...rota, overrides: [...rota.overrides, ...left.map(goneFor)] };
}

/** Everybody who may be on call by a rota, now or ever. */
export function peopleOf({ layers, overrides }: Rota): Set<string> {
  const turns = layers.flatMap(({ versions }) => versions.flatMap(({ slots }) => slots.flat()));
  return new Set([...turns, ...overrides.map((one) => ("by" in one ? one.by : one.user))]);
}

const goneFor = (user: string): Override => ({
  kind: "away",
  user,
  id: `left ${user}`,
  from: 0,
  until: FOR_GOOD,
  createdAt: 0,
  actor: user,
  reason: "left the team",
});

/** Whether a person has a verified contact that works and wakes: SMS or call (spec "oncall" §7). */
export const canBeWoken = (state: TeamState, user: string): boolean =>
  contactsFor(state, user, "sms").length > 0 || contactsFor(state, user, "voice").length > 0;

/** The team's people, as the gap scan knows them. */
export const peopleForScan = (state: TeamState): Person[] =>
  (state.config?.members ?? []).map(({ id, name, zone, quiet }) => ({
    id,
    name,
    zone,
    quiet,
    reachable: isReachable(state, id),
    proven: canBeWoken(state, id),
  }));

/** The zone that a reader's sentences are in: where they are now; of a program, the team's. */
export const readerZone = (state: TeamState, reader: string): string => memberOf(state, reader)?.zone ?? zoneOf(state);

/** The team's people, in join order. */
export const membersOf = (state: TeamState): Member[] => state.config?.members ?? [];
