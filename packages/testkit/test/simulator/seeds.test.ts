import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Move } from "@nightbell/testkit/simulator/plan";
import { report, shrink, simulate } from "@nightbell/testkit/simulator/simulate";

/** Days that failed once (`seeds/README.md`) go well ever after. */

type Kept = { seed: number; moves: Move[]; law: string; why: string };

const FOLDER = join(import.meta.dirname, "../../seeds");
const kept = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Kept) }));

describe.runIf(kept.length > 0)("days that failed once", () => {
  test.for(kept)("$name: $why", { timeout: 60_000 }, async ({ seed, moves }) => {
    const day = await simulate(seed, { moves });
    if (day.verdict) expect.fail(report(await shrink(day)));
  });
});
