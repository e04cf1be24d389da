import { earliest, type Instant } from "../time.ts";
import type { Rota, RotaLayer, RotaVersion } from "./rota.ts";
import { shiftAt, startOfShift } from "./shift.ts";
import { beginOf, reachedBy } from "./wall-time.ts";
import { edgeAfter, isOpen, weekOf } from "./week.ts";

/** What one layer says by itself. Spec "oncall" §2, "Layer at t". */

/** The latest wall time that clocks of a zone have shown up to an instant. */
export type Clock = typeof reachedBy;

/** The version in force: the last in the list that has begun. */
export const versionAt = (layer: RotaLayer, at: Instant): RotaVersion | undefined =>
  layer.versions.findLast(({ from }) => from === null || from <= at);

/** The zone in which a version of a layer is read. */
export const zoneOf = (rota: Rota, layer: RotaLayer, version: RotaVersion): string =>
  version.zone ?? layer.zone ?? rota.zone;

/** The people whose turn it is in a layer; nobody while it is silent. @param clock how clocks are read */
export function turnAt(rota: Rota, layer: RotaLayer, at: Instant, clock: Clock = reachedBy): readonly string[] {
  const version = versionAt(layer, at);
  if (!version || (version.until !== null && version.until <= at)) return [];
  const wall = clock(zoneOf(rota, layer, version), at);
  const k = shiftAt(version, wall);
  if (k < 0 || !isOpen(weekOf(version.windows ?? layer.windows), wall)) return [];
  return version.slots[k % version.slots.length] ?? [];
}

/** The first instant after this one at which {@link turnAt} may give others; null: never. */
export function turnEnd(rota: Rota, layer: RotaLayer, at: Instant): Instant | null {
  const version = versionAt(layer, at);
  const later = layer.versions.map(({ from }) => from).filter((from) => from !== null && from > at);
  if (!version) return earliest(later);
  if (version.until !== null && version.until <= at) return earliest(later);
  const zone = zoneOf(rota, layer, version);
  const wall = reachedBy(zone, at);
  const edge = edgeAfter(weekOf(version.windows ?? layer.windows), wall);
  const k = shiftAt(version, wall);
  const turns = version.slots.length > 1 || k < 0;
  return earliest([
    ...later,
    version.until,
    turns ? beginOf(zone, startOfShift(version, Math.max(k + 1, 0))) : null,
    edge === null ? null : beginOf(zone, edge),
  ]);
}
