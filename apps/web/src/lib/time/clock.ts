import type { ClockView } from "@nightbell/shared/views/parts";

/** A team's clock as last heard: what it read, how fast it runs, and when (real epoch ms) we heard it. */
export type HeardClock = { now: number; factor: number; heardAt: number };

/** Real time, for screens that belong to no team. */
export const REAL_TIME: HeardClock = { now: 0, factor: 1, heardAt: 0 };

/** @param heardAt real epoch ms of the answer that carried the clock */
export const heardClock = (clock: ClockView, heardAt: number): HeardClock => ({
  now: Date.parse(clock.now),
  factor: clock.factor,
  heardAt,
});

/** The team's time at a real instant; on the real clock it is the instant itself, corrected for a wrong local clock. */
export const teamTime = (clock: HeardClock, real: number): number => clock.now + (real - clock.heardAt) * clock.factor;
