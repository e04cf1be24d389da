import { createContext, use, useCallback, useState, useSyncExternalStore } from "react";
import { type HeardClock, REAL_TIME, teamTime } from "./clock.ts";

/**
 * How often a running time is redrawn: each second, or oftener on a fast clock so that no second is skipped unseen.
 * A standing clock (factor 0, in tests of the whole stack) is redrawn like a normal one.
 */
const stepMs = (factor: number): number => Math.max(100, Math.round(1000 / (factor > 0 ? factor : 1)));

/** The team's clock and the zone the person reads times in. */
export type TimeFrame = { clock: HeardClock; zone: string };

/** The zone that this browser says it is in. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const TimeContext = createContext<TimeFrame>({ clock: REAL_TIME, zone: browserZone() });

/** The zone in which this person wants to read times. */
export const useZone = (): string => use(TimeContext).zone;

/** The team's time in epoch ms, redrawn as it runs. */
export function useNow(): number {
  const { clock } = use(TimeContext);
  const step = stepMs(clock.factor);
  const subscribe = useCallback(
    (changed: () => void) => {
      const timer = setInterval(changed, step);
      return () => clearInterval(timer);
    },
    [step],
  );
  const read = (): number => Math.floor(Date.now() / step) * step;
  return teamTime(clock, useSyncExternalStore(subscribe, read, read));
}

/** Reads the team's time (epoch ms) at the moment it is called; it redraws nothing. */
export function useTeamTime(): () => number {
  const { clock } = use(TimeContext);
  return useCallback(() => teamTime(clock, Date.now()), [clock]);
}

/** The team's time in epoch ms when the component came onto the screen; it does not run. */
export function useOpenedAt(): number {
  const { clock } = use(TimeContext);
  return useState(() => teamTime(clock, Date.now()))[0];
}
