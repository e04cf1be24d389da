import { POLL_MS } from "./protocol.ts";

/** Whether a private probe's word counts: spec "checks" §3.1 (5) and §6. Blind is never down. */

/** A clock that is further off makes a probe blind: its own certificate checks would be wrong. */
export const MAX_SKEW_MS = 30_000;
/** Three polls that did not come, with their pauses. A sighted probe asks anew at least every 25 s, also while it works. */
export const SILENT_AFTER_MS = 3 * POLL_MS;

/** What is known of a probe from its last poll. Instants are epoch ms. */
export type Heard = {
  /** When it last asked for work, or brought results; null: never. */
  at: number | null;
  /** Its clock less ours, at its last poll. */
  skewMs: number;
};
export type ProbeSight = "sighted" | "silent" | "skewed";

/** How far a probe's clock is off, in ms; positive when it is ahead. @param now ours, as its poll arrived */
export const skewOf = (probeNow: number, now: number): number => probeNow - now;

/** What a probe is at an instant: `silent` and `skewed` are blind. */
export function probeSight({ at, skewMs }: Heard, now: number): ProbeSight {
  if (at === null || now - at > SILENT_AFTER_MS) return "silent";
  return Math.abs(skewMs) > MAX_SKEW_MS ? "skewed" : "sighted";
}
