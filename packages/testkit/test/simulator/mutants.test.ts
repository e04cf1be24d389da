import { expect, test } from "vitest";
import { simulate } from "@nightbell/testkit/simulator/simulate";
import { ON_CALL_MUTANTS } from "./mutants/on-call.ts";
import { SPEC_MUTANTS } from "./mutants/spec.ts";

/** The simulator has teeth: each deliberate break is noticed within 2,000 seeds, which the product passes (spec "trust" §4). */

const MOST_SEEDS = 2_000;

test.for([...SPEC_MUTANTS, ...ON_CALL_MUTANTS])("$id: $says", { timeout: 120_000 }, async ({ id, make }) => {
  for (let seed = 1; seed <= MOST_SEEDS; seed++) {
    const { verdict } = await simulate(seed, { product: make });
    if (!verdict) continue;
    console.log(`${id} dies at seed ${seed}: ${verdict.law}: ${verdict.says}`);
    return expect((await simulate(seed)).verdict).toBeNull();
  }
  expect.unreachable(`${id} lives`);
});
