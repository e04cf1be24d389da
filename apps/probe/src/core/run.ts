import type { CheckRequest, CheckResult, RunLine } from "@nightbell/shared/check/protocol";
import { checkControls } from "./controls.ts";
import type { Egress } from "./egress.ts";
import { Lanes } from "./lanes.ts";
import { makeCheck, type Occasion } from "./make-check.ts";

/** Carries out one call: every line is given to `say` as soon as it is known. Spec "checks" §6. */

/** Checks in flight beside the controls, and how many more after: Workers give an invocation six connections. */
const LANES_BESIDE_CONTROLS = 3;
const MORE_LANES = 2;

export type Call = { purpose: Occasion["purpose"]; deadlineMs: number; checks: readonly CheckRequest[] };

/** @param controlTargets URLs of ours that tell whether this place can see */
export async function runCall(
  call: Call,
  controlTargets: readonly string[],
  egress: Egress,
  say: (line: RunLine) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const left = (): number => call.deadlineMs - (performance.now() - started);
  const lanes = new Lanes(LANES_BESIDE_CONTROLS);
  const controls = checkControls(controlTargets, egress)
    .then((line) => say({ line: "controls", ...line }))
    .finally(() => lanes.widen(MORE_LANES));
  const occasion = { purpose: call.purpose, left };
  const checks = call.checks.map((check) => lanes.run(async () => say(await lineFor(check, occasion, egress))));
  await Promise.all([controls, ...checks]);
  await say({ line: "end" });
}

/** A check's result; `not_run` if it cannot finish before the deadline, or by a fault of ours. */
async function lineFor(check: CheckRequest, occasion: Occasion, egress: Egress): Promise<RunLine> {
  const { monitor, revision, tick, attempt } = check;
  if (occasion.left() < check.timeoutMs) return { line: "not_run", monitor };
  try {
    const outcome = await makeCheck(check, occasion, egress);
    if (outcome !== null) return { line: "result", monitor, revision, tick, attempt, ...outcome } satisfies CheckResult;
  } catch (error) {
    console.error(
      JSON.stringify({ event: "check failed to run", monitor, type: check.check.type, error: String(error) }),
    );
  }
  return { line: "not_run", monitor };
}
