import type { Instant } from "../time.ts";
import { zoneOf } from "./layer.ts";
import type { Rota, RotaLayer, RotaVersion } from "./rota.ts";
import { shiftAt, startOfShift } from "./shift.ts";
import { beginOf, reachedBy, wallOf, wallText } from "./wall-time.ts";

/**
 * When an edit of a layer begins, and with whom. The new order goes on where the old one is, so that nobody's pager moves
 * for the sake of an edit. Spec "oncall" §2, "Edits append versions".
 */

/** When an edit takes effect. */
export const ROLLOUTS = ["after shift", "now", "after round"] as const;
export type Rollout = (typeof ROLLOUTS)[number];

/** What an edit changes; what is absent stays. An `anchor` in the future is when it begins. */
export type LayerChange = Pick<RotaVersion, "slots"> & {
  [key in "every" | "unit" | "zone" | "windows" | "anchor"]?: RotaVersion[key] | undefined;
};

/** Where the old order stands: `next` is the shift from which the new one goes on. */
type Standing = { from: Instant; next: number };

/**
 * The version by which an edit replaces `old`, a version of the layer. They are two where the anchor comes later in a new
 * zone: the old zone holds until then.
 * @param now epoch ms
 */
export function planOf(
  rota: Rota,
  layer: RotaLayer,
  old: RotaVersion,
  change: LayerChange,
  rollout: Rollout,
  now: Instant,
): RotaVersion[] {
  const zone = zoneOf(rota, layer, old);
  const version = changed(old, change);
  const newZone = zoneOf(rota, layer, version);
  const given = change.anchor === undefined ? null : beginOf(newZone, wallOf(change.anchor));
  const waits = given !== null && given > now;
  const { from, next } = waits ? standingBefore(old, zone, rollout, given) : standingAt(old, zone, rollout, now);
  const anchor = change.anchor ?? wallText(startOfShift(old, next));
  const unturned = layer.versions.every((one) => !hasTurned(one, zoneOf(rota, layer, one), now));
  const first = unturned || rollout === "after round" ? 0 : placeOf(old.slots, next, change.slots);
  const planned = { ...version, anchor, from };
  // Days and weeks that only move to another zone keep their turns; hours, and steps that are new, count from here.
  const sameTurns = change.anchor === undefined && version.unit === old.unit && version.every === old.every;
  const turn = sameTurns && version.unit !== "hour" ? 0 : turnOf(planned, newZone, from);
  const turned = { ...planned, slots: rotated(change.slots, first - turn) };
  const begins = beginOf(newZone, wallOf(anchor));
  if (zone === newZone || unturned || begins <= from) return [turned];
  return [
    { ...turned, zone },
    { ...turned, from: begins, slots: rotated(turned.slots, turnOf(turned, zone, begins)) },
  ];
}

const turnOf = (version: RotaVersion, zone: string, at: Instant): number =>
  Math.max(0, shiftAt(version, reachedBy(zone, at)));

const changed = (old: RotaVersion, { slots, every, unit, zone, windows }: LayerChange): RotaVersion => ({
  ...old,
  slots,
  every: every ?? old.every,
  unit: unit ?? old.unit,
  zone: zone === undefined ? old.zone : zone,
  windows: windows === undefined ? old.windows : windows,
});

/** By the table of roll-outs. */
function standingAt(old: RotaVersion, zone: string, rollout: Rollout, now: Instant): Standing {
  const starts = old.from ?? -Infinity;
  const waits = starts > now;
  const k = Math.max(-1, shiftAt(old, reachedBy(zone, Math.max(starts, now))));
  // A version that waits has had no shift yet, and its first one is next.
  const next = nextShift(waits ? k - 1 : k, old.slots.length, rollout);
  const from = Math.max(starts, beginOf(zone, startOfShift(old, next)));
  return { from: rollout === "now" ? now : from, next };
}

/** At an anchor that is still to come: the old order stops there, wherever it is. */
function standingBefore(old: RotaVersion, zone: string, rollout: Rollout, from: Instant): Standing {
  const k = Math.max(-1, shiftAt(old, reachedBy(zone, from - 1)));
  return { from, next: nextShift(k, old.slots.length, rollout) };
}

function nextShift(k: number, round: number, rollout: Rollout): number {
  if (rollout === "now") return Math.max(0, k);
  return rollout === "after shift" ? k + 1 : (Math.floor(k / round) + 1) * round;
}

const hasTurned = (version: RotaVersion, zone: string, now: Instant): boolean =>
  (version.from ?? -Infinity) <= now && shiftAt(version, reachedBy(zone, now)) >= 0;

type Fits = (one: readonly string[], other: readonly string[]) => boolean;
const equal: Fits = (one, other) => one.length === other.length && one.every((user) => other.includes(user));
const share: Fits = (one, other) => one.some((user) => other.includes(user));

/** Where the new order holds the old one's next turn that is still there; the start if none is. */
function placeOf(old: readonly string[][], next: number, slots: readonly string[][]): number {
  for (let i = 0; i < old.length; i++) {
    const turn = (next + i) % old.length;
    const place = placeOfTurn(old, turn, slots, equal) ?? placeOfTurn(old, turn, slots, share);
    if (place !== null) return place;
  }
  return 0;
}

/** Of somebody's several turns, the one that is as many turns in as the old one was. */
function placeOfTurn(old: readonly string[][], turn: number, slots: readonly string[][], fits: Fits): number | null {
  const slot = old[turn] ?? [];
  const places = slots.flatMap((one, index) => (fits(slot, one) ? [index] : []));
  const earlier = old.slice(0, turn).filter((one) => fits(slot, one)).length;
  return places[Math.min(earlier, places.length - 1)] ?? null;
}

function rotated(slots: readonly string[][], by: number): string[][] {
  const start = ((by % slots.length) + slots.length) % slots.length;
  return [...slots.slice(start), ...slots.slice(0, start)];
}
