import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import type { Wall } from "../heartbeat/wall-clock.ts";
import { DAY, type Instant } from "../time.ts";

/**
 * What clocks have shown. A wall time w begins at f(w), the earliest instant at which clocks show w or later (spec
 * "oncall" §2). The latest wall time that they have shown up to t never falls, and f(w) <= t exactly if it is w or later.
 * So shifts and windows are compared in wall time alone, and clock changes trouble nobody but this file.
 */

/** Clocks keep one offset from UTC, in ms, until this instant. */
type Stretch = { until: Instant; offset: number };

/** Stretches are kept in blocks of this length; each tells of a little more, so that a block can answer alone. */
const BLOCK = 365 * DAY;
/** No zone is a day from UTC, or turns its clocks by more than a day. */
const MARGIN = 2 * DAY;

const zones = new Map<string, Map<number, Stretch[]>>();

/** The instant from which a local date and time (`2026-03-02T09:00`) counts in an IANA zone, epoch ms: f of spec "oncall" §2. */
export const instantOf = (zone: string, wall: string): Instant => beginOf(zone, wallOf(wall));

/** The local date and time `2026-03-02T09:00` as ms, as if it were UTC. */
export const wallOf = (text: string): Wall => Date.parse(`${text}Z`);

/** What {@link wallOf} reads. */
export const wallText = (wall: Wall): string => new Date(wall).toISOString().slice(0, 16);

/** As {@link instantOf}: the earliest instant at which clocks show this wall time or a later one. */
export function beginOf(zone: string, wall: Wall): Instant {
  let from = -Infinity;
  for (const { until, offset } of stretchesAround(zone, wall)) {
    if (wall - offset < until) return Math.max(from, wall - offset);
    from = until;
  }
  return from;
}

/** The latest wall time that clocks of a zone have shown up to an instant; in a repeated hour, the end of its first pass. */
export function reachedBy(zone: string, at: Instant): Wall {
  let latest = -Infinity;
  for (const { until, offset } of stretchesAround(zone, at)) {
    latest = Math.max(latest, Math.min(at, until - 1) + offset);
    if (at < until) break;
  }
  return latest;
}

/** How far clocks of a zone are from UTC at an instant, in ms. */
export function offsetAt(zone: string, at: Instant): number {
  return stretchesAround(zone, at).find(({ until }) => at < until)?.offset ?? 0;
}

function stretchesAround(zone: string, at: Instant): readonly Stretch[] {
  const blocks = zones.get(zone) ?? new Map<number, Stretch[]>();
  const block = Math.floor(at / BLOCK);
  const stretches = blocks.get(block) ?? stretchesOf(zone, block * BLOCK - MARGIN, (block + 1) * BLOCK + MARGIN);
  blocks.set(block, stretches);
  zones.set(zone, blocks);
  return stretches;
}

function stretchesOf(zone: string, from: Instant, to: Instant): Stretch[] {
  const found: Stretch[] = [];
  let one = ZonedDateTime.create(BigInt(from) * 1_000_000n, zone);
  for (;;) {
    const next = ZonedDateTime.getTimeZoneTransition(one, "next");
    const offset = ZonedDateTime.offsetNanoseconds(one) / 1_000_000;
    if (next === null || next.epochMilliseconds > to) return [...found, { until: Infinity, offset }];
    found.push({ until: next.epochMilliseconds, offset });
    one = next;
  }
}
