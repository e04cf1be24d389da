import { extract } from "@nightbell/shared/check/assert/extract";
import type { Extraction, FlowStep } from "@nightbell/shared/check/spec/http";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { CookieJar } from "../http/cookie-jar.ts";
import { SHORTEST_HIDDEN } from "../http/request.ts";
import { takeStep, type StepOutcome } from "../http/step.ts";
import { redactorOf } from "../secrets.ts";
import { failed, type CheckContext, type Checker, type Finding } from "./finding.ts";

/** Several HTTP requests in a row, later ones with values from earlier answers. Spec "checks" §1. */

const FLOW_MS = 20_000;
const CAUSE_OF_SOURCE = { json: "json", header: "header", regex: "regex" } as const;

type Values = Record<string, string>;
/** What the steps of one run share. */
type Run = { cookies: CookieJar | null; values: Values; context: CheckContext; egress: Egress };

/** Fails with the first failing step, which `detail` names. The whole has the check's time, at most 20 s. */
export const checkFlow: Checker<"flow"> = async (spec, check, egress) => {
  const context: CheckContext = {
    ...check,
    timeoutMs: Math.min(check.timeoutMs, FLOW_MS),
    signal: AbortSignal.any([check.signal, AbortSignal.timeout(FLOW_MS)]),
    thorough: false,
  };
  const run: Run = { cookies: spec.cookies ? new CookieJar() : null, values: {}, context, egress };
  let finding = failed(0, "protocol_error", "the flow has no steps");
  for (const [i, step] of spec.steps.entries()) {
    finding = withoutTokens(await take(step, run), run.values);
    const detail = `step "${step.name}": ${finding.detail ?? ""}`;
    // Steps before may have changed something, so only the first is asked again.
    if (!finding.ok) return { ...finding, detail, retryable: finding.retryable && i === 0 };
  }
  return finding;
};

/** A step's finding. What it takes from the answer is added to the run's values. */
async function take(step: FlowStep, { cookies, values, context, egress }: Run): Promise<Finding> {
  const spec = { ...step, auth: null, redirects: "follow" as const, allowDowngrade: false };
  const keepText = step.extract.some(({ from }) => from !== "header");
  try {
    const { finding, answer } = await takeStep({ spec, cookies, keepText, values: { ...values } }, context, egress);
    if (answer !== null) Object.assign(values, valuesOf(step.extract, answer));
    return finding;
  } catch (error) {
    if (error instanceof CheckFailure) return failed(context.elapsed(), error.reason, error.message);
    throw error;
  }
}

/** @throws CheckFailure if one of the values is not there */
function valuesOf(extractions: readonly Extraction[], { text, headers }: NonNullable<StepOutcome["answer"]>): Values {
  const values: Values = {};
  for (const extraction of extractions) {
    const taken = extract(extraction, { text, header: (name) => headers.get(name) });
    if (!taken.ok) throw new CheckFailure(CAUSE_OF_SOURCE[extraction.from], taken.message);
    values[extraction.name] = taken.value;
  }
  return values;
}

/** What was taken from answers may be a session's token: it does not come back either. */
function withoutTokens(finding: Finding, values: Values): Finding {
  const redact = redactorOf(Object.values(values).filter(({ length }) => length >= SHORTEST_HIDDEN));
  const { detail, evidence } = finding;
  return {
    ...finding,
    ...(detail === undefined ? {} : { detail: redact(detail) }),
    ...(evidence === undefined ? {} : { evidence: redact(evidence) }),
  };
}
