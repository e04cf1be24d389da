import { AppError } from "../errors.ts";
import { DAY, type Instant } from "../time.ts";
import { turnAt, versionAt, zoneOf } from "./layer.ts";
import { nextHandOver } from "./resolve.ts";
import { type LayerChange, planOf, type Rollout } from "./rollout.ts";
import type { Override, Rota, RotaLayer, RotaVersion } from "./rota.ts";
import { shiftAt, startOfShift } from "./shift.ts";
import { beginOf, reachedBy } from "./wall-time.ts";

/** Edits of a rota. Each gives a new one; what has been stays as it was. Spec "oncall" §2. */

/**
 * Changes how a layer turns, by a new version at the end of its list. What had not begun by then is gone.
 * @param now epoch ms
 * @throws AppError `not_found` for a layer that the rota does not have
 */
export function reviseLayer(rota: Rota, layerId: string, change: LayerChange, rollout: Rollout, now: Instant): Rota {
  if (!rota.layers.some(({ id }) => id === layerId)) throw new AppError("not_found", "This layer is no longer there.");
  const layers = rota.layers.map((layer) =>
    layer.id === layerId ? revised(rota, layer, change, rollout, now) : layer,
  );
  return { ...rota, layers };
}

/** Removes a person from all turns and overrides to come, at once. Others move up; their shift ends when it would have. */
export function withoutPerson(rota: Rota, user: string, now: Instant): Rota {
  const layers = rota.layers.map((layer) => layerWithout(rota, layer, user, now));
  const overrides = rota.overrides.flatMap((one) => (concerns(one, user) ? (endOverride(one, now) ?? []) : one));
  return { ...rota, layers, overrides };
}

/**
 * One person takes the pager from now to the end of the current shift: until others would be on call, or else until
 * the next turn of the same people.
 * @param by the user who does it
 */
export function takeOver(rota: Rota, user: string, now: Instant, by: string, newId: string): Override {
  // Who is there besides comes and goes without ending a shift.
  const overrides = rota.overrides.filter(({ kind }) => kind !== "also");
  const until = nextHandOver({ ...rota, overrides }, now) ?? turnEndOf(rota, now) ?? now + DAY;
  return { kind: "take", by: user, id: newId, from: now, until, createdAt: now, actor: by, reason: "" };
}

/** What is left of an override that is removed: one that has begun ends now; null: nothing, it never was in force. */
export function endOverride(override: Override, now: Instant): Override | null {
  if (override.from >= now) return null;
  return { ...override, until: Math.min(override.until, now) };
}

function revised(rota: Rota, layer: RotaLayer, change: LayerChange, rollout: Rollout, now: Instant): RotaLayer {
  const [newest, current] = [layer.versions.at(-1), versionAt(layer, now)];
  if (!newest) return layer;
  const waits = current !== undefined && current !== newest;
  if (rollout !== "now" || !waits || change.anchor !== undefined)
    return appended(layer, planOf(rota, layer, newest, change, rollout, now));
  // An earlier edit waits for its hour: what it sets comes then, with the new order.
  const begun = appended(layer, planOf(rota, layer, current, change, "now", now));
  return appended(begun, planOf(rota, layer, newest, change, "after shift", now));
}

function layerWithout(rota: Rota, layer: RotaLayer, user: string, now: Instant): RotaLayer {
  const current = versionAt(layer, now);
  const waiting = layer.versions.filter(({ from }) => from !== null && from > now);
  const ahead = current ? [current, ...waiting] : waiting;
  if (!ahead.some(({ slots }) => slots.some((slot) => slot.includes(user)))) return layer;
  return ahead.reduce((revisedLayer, version) => {
    const rollout = version === current ? "now" : "after shift";
    return appended(revisedLayer, planOf(rota, layer, version, { slots: slotsWithout(version, user) }, rollout, now));
  }, layer);
}

function slotsWithout({ slots }: RotaVersion, user: string): string[][] {
  const left = slots
    .map((slot) => ({ was: slot.length, users: slot.filter((one) => one !== user) }))
    .filter(({ was, users }) => was === 0 || users.length > 0)
    .map(({ users }) => users);
  return left.length === 0 ? [[]] : left;
}

/** Versions that would begin no earlier than the new ones could never be in force. */
function appended(layer: RotaLayer, versions: RotaVersion[]): RotaLayer {
  const from = versions[0]?.from ?? -Infinity;
  return { ...layer, versions: [...layer.versions.filter((one) => (one.from ?? -Infinity) < from), ...versions] };
}

function concerns(override: Override, user: string): boolean {
  if (override.kind === "cover") return override.for === user || override.by === user;
  return (override.kind === "take" ? override.by : override.user) === user;
}

/** When the turn ends of the layer that says who is on call, though the next one may be the same people's. */
function turnEndOf(rota: Rota, now: Instant): Instant | null {
  const layer = rota.layers.findLast((one) => turnAt(rota, one, now).length > 0);
  const version = layer && versionAt(layer, now);
  if (!version) return null;
  const zone = zoneOf(rota, layer, version);
  return beginOf(zone, startOfShift(version, shiftAt(version, reachedBy(zone, now)) + 1));
}
