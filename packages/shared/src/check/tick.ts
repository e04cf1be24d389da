import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { MINUTE, SECOND, type Instant } from "../time.ts";

/** When a monitor is checked and whose turn it is: spec "checks" §2. Nothing is timed from process start. */

/** The team as scheduling sees it: its id, and how many monitors it has. */
export type TeamScale = { id: string; monitors: number };

/** The part of a monitor's settings that scheduling needs. */
export type TickSettings = { id: string; intervalSeconds: number };

const FINE = 500;
const COARSE = 15 * SECOND;
const SMALL_TEAM = 100;
const SLOWEST_WHILE_NOT_UP = MINUTE;
/** How long after a doubtful answer the same is asked again, in ms. */
export const AGAIN_AFTER = 20 * SECOND;
const AGAIN_SPREAD = 10_001;

/** Ids of more monitors than one object ever holds; beyond them the memory starts afresh. */
const REMEMBERED_IDS = 20_000;
const digests = new Map<string, DataView>();

/** The big-endian u32 at `offset` of SHA-256(text). Hashed once: every look at every monitor asks. */
function hashed(text: string, offset: number): number {
  const known = digests.get(text);
  if (known !== undefined) return known.getUint32(offset);
  if (digests.size >= REMEMBERED_IDS) digests.clear();
  const bytes = sha256(utf8ToBytes(text));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  digests.set(text, view);
  return view.getUint32(offset);
}

/** The interval in force, in ms: the configured one, or at most a minute while the monitor is not up. */
export function intervalMs(settings: TickSettings, up: boolean): number {
  const configured = settings.intervalSeconds * SECOND;
  return up ? configured : Math.min(configured, SLOWEST_WHILE_NOT_UP);
}

/**
 * A monitor's offset within its interval, in ms: hashed so that work is spread, on a grid so that a team wakes
 * seldom (15 s in teams of at most 100 monitors, else 500 ms), and shifted per team so that teams do not share instants.
 */
export function phaseOf(settings: TickSettings, team: TeamScale, interval: number): number {
  const grid = team.monitors <= SMALL_TEAM && interval % COARSE === 0 ? COARSE : FINE;
  const offset = hashed(settings.id, 0) % interval;
  return offset - (offset % grid) + (hashed(team.id, 0) % COARSE);
}

/** The newest tick due at or before `now`: its number since the epoch, and the due instant that names it. */
export function tickAt(
  settings: TickSettings,
  team: TeamScale,
  interval: number,
  now: Instant,
): { n: number; due: Instant } {
  const phase = phaseOf(settings, team, interval);
  const n = Math.floor((now - phase) / interval);
  return { n, due: n * interval + phase };
}

/** The first tick due strictly after `after`, as an instant. */
export function dueAt(settings: TickSettings, team: TeamScale, interval: number, after: Instant): Instant {
  return tickAt(settings, team, interval, after).due + interval;
}

/** The regions in asking order for tick `n`: the one whose turn it is first, then the ones its turn passes to. */
export function turnOrder<R>(settings: { id: string; regions: readonly R[] }, n: number): R[] {
  return rotated(settings.regions, (n + hashed(settings.id, 4)) % settings.regions.length);
}

/** The list from `start` on, then its beginning. */
export function rotated<R>(list: readonly R[], start: number): R[] {
  return [...list.slice(start), ...list.slice(0, start)];
}

/** How long after a soft quorum the same regions are asked again: 20 to 30 s, fixed per monitor (spec "checks" §3.2). */
export const againDelay = (monitorId: string): number => AGAIN_AFTER + (hashed(monitorId, 8) % AGAIN_SPREAD);
