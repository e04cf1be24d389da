import type { Instant } from "../time.ts";
import { clockGaps, zonesAhead } from "./clock-gaps.ts";
import { patternsOf } from "./gap-patterns.ts";
import { gapSentence, nightSentence, onePersonSentence, unprovenSentence } from "./gap-sentences.ts";
import { asleepIn, nightsOf } from "./nights.ts";
import { HORIZON, nextHandOver } from "./resolve.ts";
import type { Rota, Shift } from "./rota.ts";
import { shiftsOf } from "./shifts.ts";
import type { Viewer } from "./when-text.ts";

/** What is wrong with the next 400 days of on-call. Spec "oncall" §2, "Gap scan". */

/** Somebody who may be on call, as far as the scan needs to know. */
export type Person = {
  id: string;
  name: string;
  /** Where quiet hours are read. */
  zone: string;
  quiet: { from: string; to: string } | null;
  /** Has a contact that works. */
  reachable: boolean;
  /** Has a verified channel that wakes: SMS or call. */
  proven: boolean;
};

/**
 * - `gap`: nobody is on call; `dst gap`: only because two zones change clocks on different dates.
 * - `asleep`: everybody on call is in quiet hours, told once a person.
 * - `one person`: only one person can be reached.
 * - `unproven`: somebody has a shift and no proven channel that wakes.
 */
export type FindingKind = "gap" | "dst gap" | "asleep" | "one person" | "unproven";

/** One thing that is wrong, from when to when, or the first time if it comes again. */
export type Finding = {
  kind: FindingKind;
  /** Id. */
  rota: string;
  from: Instant;
  until: Instant;
  /** Ids of whom it is about; nobody in a gap. */
  users: string[];
  sentence: string;
};

/** What one rota is looked at with. */
type Look = { rota: Rota; shifts: Shift[]; people: ReadonlyMap<string, Person>; viewer: Viewer; named: string | null };

/**
 * Everything that is wrong within {@link HORIZON}, rota by rota in order of time.
 * @param from epoch ms
 * @param zone the viewer's
 */
export function scan(rotas: readonly Rota[], people: readonly Person[], from: Instant, zone: string): Finding[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return rotas.flatMap((rota) => {
    const shifts = shiftsOf(rota, from, from + HORIZON);
    const named = rotas.length > 1 ? rota.name : null;
    const look = { rota, shifts, people: byId, viewer: { zone, now: from }, named };
    const found = [
      ...gapFindings(rota, shifts.filter(isGap), look.viewer, named),
      ...nightsIn(look),
      ...unprovenIn(look),
    ];
    return [...found.toSorted((a, b) => a.from - b.from), ...onePersonIn(look)];
  });
}

/**
 * What the scan says of gaps of a rota, each once however often it comes.
 * @param gaps in order, of the time from `viewer.now` to {@link HORIZON}
 * @param named the rota's name, if there are several
 */
export function gapFindings(rota: Rota, gaps: readonly Shift[], viewer: Viewer, named: string | null): Finding[] {
  const zonesApart = clockGaps(rota, viewer.now);
  const [clock = rota.zone] = zonesAhead(rota, viewer.now);
  const whole = gaps.map((gap) => ({ ...gap, until: endOf(rota, gap, viewer.now + HORIZON) }));
  const byZones = Map.groupBy(whole, (gap) => zonesApart(gap)?.join() ?? "");
  return [...byZones].flatMap(([joined, alike]) => {
    const zones = joined === "" ? [] : joined.split(",");
    return patternsOf(alike, clock, viewer.zone).map((pattern) => ({
      ...pattern.first,
      kind: zones.length > 0 ? ("dst gap" as const) : ("gap" as const),
      rota: rota.id,
      sentence: gapSentence(pattern, zones, viewer, named),
    }));
  });
}

/** How much of the time within {@link HORIZON} somebody is on call, in percent with one decimal; 100 is without a gap. */
export function coveragePercent(rota: Rota, from: Instant): number {
  const open = gapsOf(rota, from).reduce((sum, gap) => sum + gap.until - gap.from, 0);
  return Math.floor(1_000 * (1 - open / HORIZON)) / 10;
}

/** Gaps within {@link HORIZON} that an edit would make: when nobody would be on call and somebody was. */
export function newGaps(before: Rota, after: Rota, from: Instant): Shift[] {
  const old = gapsOf(before, from);
  return gapsOf(after, from).flatMap((gap) => without(gap, old));
}

const isGap = ({ users }: Shift): boolean => users.length === 0;

const gapsOf = (rota: Rota, from: Instant): Shift[] => shiftsOf(rota, from, from + HORIZON).filter(isGap);

/** The scan's horizon ends no gap: only one that never ends is told to end there. */
const endOf = (rota: Rota, gap: Shift, horizon: Instant): Instant =>
  gap.until < horizon ? gap.until : (nextHandOver(rota, gap.from) ?? horizon);

/** What is left of a gap without what others have of it. @param others in order, and apart */
function without(gap: Shift, others: readonly Shift[]): Shift[] {
  const left: Shift[] = [];
  let from = gap.from;
  for (const other of others) {
    if (other.until <= from || other.from >= gap.until) continue;
    if (other.from > from) left.push({ from, until: other.from, users: [] });
    from = other.until;
  }
  return from < gap.until ? [...left, { from, until: gap.until, users: [] }] : left;
}

function nightsIn({ rota, shifts, people, viewer, named }: Look): Finding[] {
  const nights = new Map([...people.values()].map(({ id, zone, quiet }) => [id, nightsOf(zone, quiet)]));
  const told = new Set<string>();
  return shifts.flatMap((shift) => {
    if (shift.users.every((user) => told.has(user))) return [];
    const night = asleepIn(
      shift,
      shift.users.map((user) => nights.get(user) ?? null),
    );
    if (night === null) return [];
    const users = shift.users.filter((user) => !told.has(user));
    for (const user of users) told.add(user);
    const sentence = nightSentence(namesOf(users, people), night, viewer, named);
    return [{ kind: "asleep" as const, rota: rota.id, ...night, users, sentence }];
  });
}

function unprovenIn({ rota, shifts, people, viewer }: Look): Finding[] {
  return [...people.values()].flatMap(({ id, name, proven }) => {
    const first = proven ? undefined : shifts.find(({ users }) => users.includes(id));
    if (!first) return [];
    const sentence = unprovenSentence(name, first.from, viewer);
    return [{ kind: "unproven" as const, rota: rota.id, from: first.from, until: first.until, users: [id], sentence }];
  });
}

function onePersonIn({ rota, people, viewer: { now } }: Look): Finding[] {
  const [only, ...others] = [...people.values()].filter(({ reachable }) => reachable);
  if (!only || others.length > 0) return [];
  const [from, until] = [now, now + HORIZON];
  const sentence = onePersonSentence(only.name);
  return [{ kind: "one person", rota: rota.id, from, until, users: [only.id], sentence }];
}

const namesOf = (users: readonly string[], people: ReadonlyMap<string, Person>): string[] =>
  users.map((user) => people.get(user)?.name ?? user);
