import { clockText } from "../heartbeat/time-text.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import type { ClockView } from "./parts.ts";

/** An instant as it goes over the wire: ISO-8601, UTC (design §8). */
export const iso = (at: Instant): string => new Date(at).toISOString();

export const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

/** The team's clock at rendering. @param factor how many times as fast as real time it runs */
export const clockView = (now: Instant, factor: number): ClockView => ({ now: iso(now), factor });

/** The zone that the team's sentences speak in. */
export const zoneOf = (state: TeamState): string => state.team?.zone ?? "UTC";

/** An instant in words, in the team's zone: "03:12" today, "Mon 09:00" within days. */
export const timeText = (state: TeamState, at: Instant, seenFrom: Instant): string =>
  clockText(at, seenFrom, zoneOf(state), false);
