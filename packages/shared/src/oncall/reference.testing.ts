import { Temporal } from "temporal-polyfill";
import type { Override, Rota, RotaLayer, RotaVersion, RotaWindow, Shift } from "./rota.ts";

/**
 * A slow reference for rotas, word for word from spec "oncall" §2: it lists all shift starts from the anchor and all
 * windows day by day, asks minute by minute, and shares no code with what it is compared to.
 */

const MINUTE = 60_000;

/** f of the spec. */
export function begin(zone: string, wall: Temporal.PlainDateTime): number {
  const early = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (early.toPlainDateTime().equals(wall)) return early.epochMilliseconds;
  const change = early.getTimeZoneTransition("next");
  if (change === null) throw new Error(`${zone} skips ${wall.toString()} without a change`);
  return change.epochMilliseconds;
}

type Interval = [from: number, until: number];
type ListedVersion = { version: RotaVersion; starts: number[]; windows: Interval[] | null };

/** A rota with its shifts and windows written down, for instants from `from` to `until`. */
export class Reference {
  readonly #layers: ListedVersion[][];
  readonly #overrides: Override[];

  constructor(rota: Rota, from: number, until: number) {
    this.#overrides = rota.overrides;
    this.#layers = rota.layers.map((layer) =>
      layer.versions.map((version) => listed(version, layer, version.zone ?? layer.zone ?? rota.zone, from, until)),
    );
  }

  /** Who is on call. */
  at(t: number): string[] {
    let people: string[] = [];
    for (const versions of this.#layers) {
      const slot = slotAt(versions, t);
      if (slot.length > 0) people = slot;
    }
    const active = this.#overrides.filter((one) => t >= one.from && t < one.until);
    for (const one of active) if (one.kind === "take") people = [one.by];
    people = people.map((user) => {
      let by = user;
      for (const one of active) if (one.kind === "cover" && one.for === user) by = one.by;
      return by;
    });
    const away = active.flatMap((one) => (one.kind === "away" ? one.user : []));
    people = people.filter((user) => !away.includes(user));
    for (const one of active) if (one.kind === "also" && !away.includes(one.user)) people.push(one.user);
    return [...new Set(people)].toSorted();
  }

  /** The shifts between two whole minutes. */
  shifts(from: number, until: number): Shift[] {
    const found: Shift[] = [];
    for (let t = from; t < until; t += MINUTE) {
      const users = this.at(t);
      const last = found.at(-1);
      if (last && last.users.join() === users.join()) last.until = t + MINUTE;
      else found.push({ from: t, until: t + MINUTE, users });
    }
    return found;
  }
}

function slotAt(versions: ListedVersion[], t: number): string[] {
  let inForce: ListedVersion | null = null;
  for (const one of versions) if (one.version.from === null || one.version.from <= t) inForce = one;
  if (inForce === null || (inForce.version.until !== null && t >= inForce.version.until)) return [];
  let k = -1;
  inForce.starts.forEach((start, index) => {
    if (start <= t) k = index;
  });
  if (k < 0) return [];
  if (inForce.windows && !inForce.windows.some(([from, until]) => from <= t && t < until)) return [];
  return inForce.version.slots[k % inForce.version.slots.length] ?? [];
}

function listed(version: RotaVersion, layer: RotaLayer, zone: string, from: number, until: number): ListedVersion {
  const anchor = Temporal.PlainDateTime.from(version.anchor);
  const starts: number[] = [];
  for (let k = 0; (starts.at(-1) ?? 0) <= until; k++)
    starts.push(begin(zone, anchor.add({ [`${version.unit}s`]: k * version.every })));
  const windows = version.windows ?? layer.windows;
  return { version, starts, windows: windows.length === 0 ? null : intervals(windows, zone, from, until) };
}

function intervals(windows: RotaWindow[], zone: string, from: number, until: number): Interval[] {
  const found: Interval[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 10 });
  const last = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    for (const { days, start, end, spanDays } of windows) {
      if (!days.includes(day.dayOfWeek)) continue;
      const span = spanDays ?? (end <= start ? 1 : 0);
      const opens = begin(zone, day.toPlainDateTime(start));
      const closes = begin(zone, day.add({ days: span }).toPlainDateTime(end));
      if (opens < closes) found.push([opens, closes]);
    }
  return found;
}
