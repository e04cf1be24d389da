import { expect, test } from "vitest";
import { report, shrink, simulate } from "@nightbell/testkit/simulator/simulate";

/** A thousand virtual days without a broken law; the other thousand runs beside it. */

const FIRST = 1001;
const SEEDS = 1_000;
/** A failure is told at once; the seeds after it wait for the next run. */
test(`seeds ${FIRST} to ${FIRST + SEEDS - 1}`, { timeout: 300_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const day = await simulate(seed);
    if (day.verdict) expect.fail(report(await shrink(day)));
  }
});
