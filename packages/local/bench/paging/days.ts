import { simulate } from "@nightbell/testkit/simulator/simulate";
import { SECOND } from "@nightbell/shared/time";

/** How many virtual days of a team the simulator runs in a second, in one process. */
export type DaysRun = { days: number; perSecond: number; failed: number };

/** Runs seeds for about `ms`, after a few that do not count. */
export async function runDays(ms: number): Promise<DaysRun> {
  for (let seed = 1; seed <= 5; seed++) await simulate(seed);
  const began = performance.now();
  let days = 0;
  let failed = 0;
  for (; performance.now() - began < ms; days++) if ((await simulate(1_000 + days)).verdict !== null) failed += 1;
  return { days, perSecond: (days * SECOND) / (performance.now() - began), failed };
}
