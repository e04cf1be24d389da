import { DAY, type Instant } from "../time.ts";
import { type Clock, versionAt, zoneOf } from "./layer.ts";
import { HORIZON, onCallAt } from "./resolve.ts";
import type { Rota, Shift } from "./rota.ts";
import { offsetAt, reachedBy } from "./wall-time.ts";

/** Gaps that come only because the zones of two layers change their clocks on different dates. Spec "oncall" §2, "Gap scan". */

/** The zones in which the layers of a rota turn from an instant on; the lowest layer's comes first. */
export function zonesAhead(rota: Rota, from: Instant): string[] {
  const zones = rota.layers.flatMap((layer) => {
    const current = versionAt(layer, from);
    const ahead = layer.versions.filter((version) => version === current || (version.from ?? -Infinity) > from);
    return ahead.map((version) => zoneOf(rota, layer, version));
  });
  return [...new Set(zones)];
}

/**
 * Tells of a gap whether it would be covered if the zones kept the distance that they have on most days, and which zones
 * are nearer or farther then; null for any other gap.
 */
export function clockGaps(rota: Rota, from: Instant): (gap: Shift) => string[] | null {
  const [first, ...others] = zonesAhead(rota, from);
  if (first === undefined || others.length === 0) return () => null;
  const usual = new Map(others.map((zone) => [zone, usualDistance(first, zone, from)]));
  const frozen: Clock = (zone, at) => reachedBy(first, at) + (usual.get(zone) ?? 0);
  return (gap) => {
    const moved = others.filter((zone) => distance(first, zone, gap.from) !== usual.get(zone));
    if (moved.length === 0) return null;
    const within = [gap.from, Math.floor((gap.from + gap.until) / 2), gap.until - 1];
    return within.every((at) => onCallAt(rota, at, frozen).length > 0) ? [first, ...moved] : null;
  };
}

const distance = (one: string, other: string, at: Instant): number => offsetAt(other, at) - offsetAt(one, at);

function usualDistance(one: string, other: string, from: Instant): number {
  const days = new Map<number, number>();
  for (let at = from; at < from + HORIZON; at += DAY) {
    const now = distance(one, other, at);
    days.set(now, (days.get(now) ?? 0) + 1);
  }
  return [...days].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
