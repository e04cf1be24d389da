import type { CheckRequest, CheckResult, RunLine, RunRequest } from "@nightbell/shared/check/protocol";
import { checkControls } from "./controls.ts";
import { checkHttp, type Finding } from "./http-check.ts";
import { Lanes } from "./lanes.ts";
import type { ProbeSettings } from "./settings.ts";

/** Carries out one call: every line is given to `say` as soon as it is known. Spec "checks" §6. */

/** Checks in flight beside the controls, and how many more after: the platform gives an invocation six connections. */
const LANES_BESIDE_CONTROLS = 3;
const MORE_LANES = 2;
/** A retry that cannot get at least this long is not worth making. */
const LEAST_RETRY_MS = 1_000;

export async function runCall(
  call: RunRequest,
  settings: ProbeSettings,
  say: (line: RunLine) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const left = (): number => call.deadlineMs - (performance.now() - started);
  const lanes = new Lanes(LANES_BESIDE_CONTROLS);
  const controls = checkControls(settings.controlTargets, settings)
    .then((line) => say({ line: "controls", ...line }))
    .finally(() => lanes.widen(MORE_LANES));
  const checks = call.checks.map((check) => lanes.run(async () => say(await lineFor(check, settings, left))));
  await Promise.all([controls, ...checks]);
  await say({ line: "end" });
}

/** A check's result; `not_run` if it cannot finish before the deadline, or by a fault of ours. */
async function lineFor(check: CheckRequest, settings: ProbeSettings, left: () => number): Promise<RunLine> {
  if (left() < check.timeoutMs) return { line: "not_run", monitor: check.monitor };
  try {
    return result(check, await withRetry(check, settings, left));
  } catch (error) {
    console.error(JSON.stringify({ event: "check failed to run", monitor: check.monitor, error: String(error) }));
    return { line: "not_run", monitor: check.monitor };
  }
}

type Tried = Finding & { retriedCause?: NonNullable<Finding["cause"]> };

/** A transport error that a fresh connection may mend is retried once in place; the retry's finding counts. */
async function withRetry(
  { target, timeoutMs }: CheckRequest,
  settings: ProbeSettings,
  left: () => number,
): Promise<Tried> {
  const first = await checkHttp(target, timeoutMs, settings);
  const budget = Math.min(timeoutMs, left());
  if (!first.retryable || first.cause === undefined || budget < LEAST_RETRY_MS) return first;
  return { ...(await checkHttp(target, budget, settings)), retriedCause: first.cause };
}

function result(
  { monitor, revision, tick, attempt }: CheckRequest,
  { retryable: _mended, ...finding }: Tried,
): CheckResult {
  return { line: "result", monitor, revision, tick, attempt, ...finding };
}
