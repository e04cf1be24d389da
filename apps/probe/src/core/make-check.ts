import { checkResult, type CheckRequest, type CheckResult, type RunRequest } from "@nightbell/shared/check/protocol";
import type { NetworkOptions } from "@nightbell/shared/check/settings";
import type { CheckType, SpecOf } from "@nightbell/shared/check/spec/spec";
import { failed, TEXT_LIMIT, type CheckContext, type Finding } from "./checks/finding.ts";
import { CHECKERS } from "./checks/registry.ts";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import type { Reach } from "./io.ts";
import { redactorOf, renderSecrets } from "./secrets.ts";
import { isThorough } from "./thorough.ts";

/** Makes one check, once more if a connection was lost, and brings what it finds into the form that goes back. */

export type Occasion = {
  purpose: RunRequest["purpose"];
  /** Milliseconds until the call's deadline. */
  left: () => number;
};
export type CheckOutcome = Omit<CheckResult, "line" | "monitor" | "revision" | "tick" | "attempt">;
type Tried = Finding & Pick<CheckResult, "retriedCause">;

/** A retry that cannot get at least this long is not worth making. */
const LEAST_RETRY_MS = 1_000;
/** What a diagnosis may take beyond the time-out; confirmers have none, because a page waits for them (spec "checks" §4). */
const GRACE_MS = 2_000;
const EVIDENCE_LIMIT = 12_000;

/** Null if this probe does not know the type. @throws what is a fault of ours */
export async function makeCheck(
  request: CheckRequest,
  occasion: Occasion,
  egress: Egress,
): Promise<CheckOutcome | null> {
  const checker = checkerOf(request.check);
  if (checker === null) return null;
  const reach = request.network === null ? egress.reach : reachOf(request.network, request.secrets);
  const tried = await withRetry(checker, request, occasion, { ...egress, reach });
  return presentable(judgedByTime(tried, request), Object.values(request.secrets));
}

type BoundChecker = (context: CheckContext, egress: Egress) => Promise<Finding>;

function checkerOf<T extends CheckType>(spec: SpecOf<T> & { type: T }): BoundChecker | null {
  const checker = CHECKERS[spec.type];
  return checker === undefined ? null : (context, egress) => checker(spec, context, egress);
}

const reachOf = (
  { family, clientCertificate, trustAnyCertificate }: NetworkOptions,
  secrets: CheckRequest["secrets"],
): Reach => ({
  family,
  trustAnyCertificate,
  clientCertificate: clientCertificate && {
    certificate: renderSecrets(clientCertificate.certificate, secrets),
    key: renderSecrets(clientCertificate.key, secrets),
  },
});

/** A transport error that a fresh connection may mend is retried once in place; the retry's finding counts (spec "checks" §3.1). */
async function withRetry(
  checker: BoundChecker,
  request: CheckRequest,
  occasion: Occasion,
  egress: Egress,
): Promise<Tried> {
  const first = await attempt(checker, contextOf(request, occasion, request.timeoutMs, false), egress);
  const timeoutMs = Math.min(request.timeoutMs, occasion.left());
  if (!first.retryable || first.cause === undefined || timeoutMs < LEAST_RETRY_MS) return first;
  const second = await attempt(checker, contextOf(request, occasion, timeoutMs, true), egress);
  return { ...second, retriedCause: first.cause };
}

function contextOf(
  { monitor, tick, secrets, thorough }: CheckRequest,
  { purpose, left }: Occasion,
  timeoutMs: number,
  isRetry: boolean,
): CheckContext {
  const started = performance.now();
  return {
    timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
    secrets,
    elapsed: () => Math.round(performance.now() - started),
    graceMs: purpose === "confirm" ? 0 : Math.max(0, Math.min(GRACE_MS, left() - timeoutMs)),
    isRetry,
    thorough: purpose === "try" || thorough || (purpose === "routine" && isThorough(monitor, tick)),
  };
}

async function attempt(checker: BoundChecker, context: CheckContext, egress: Egress): Promise<Finding> {
  try {
    return await checker(context, egress);
  } catch (error) {
    if (error instanceof CheckFailure) return failed(context.elapsed(), error.reason, error.message);
    throw error;
  }
}

type Timed = Tried & { slow: boolean };

/** An answer that came too late has failed, softly; one that was late is slow (spec "checks" §1). */
function judgedByTime(tried: Tried, { failAfterMs, degradedAfterMs }: CheckRequest): Timed {
  const { totalMs } = tried;
  if (!tried.ok || tried.unknown === true) return { ...tried, slow: false };
  if (failAfterMs === null || totalMs <= failAfterMs)
    return { ...tried, slow: degradedAfterMs !== null && totalMs > degradedAfterMs };
  const detail = `it took ${totalMs} ms, and may take ${failAfterMs} ms`;
  return { ...tried, ok: false, cause: "too_slow", detail, slow: false };
}

/** Without secrets, and each text cut to what the protocol carries. */
function presentable({ retryable: _mended, ...finding }: Timed, secrets: readonly string[]): CheckOutcome {
  const redact = redactorOf(secrets);
  const brief = (text: string): string => redact(text).slice(0, TEXT_LIMIT);
  const { detail, value, evidence, certificate } = finding;
  return outcome.parse({
    ...finding,
    ...(detail === undefined ? {} : { detail: brief(detail) }),
    ...(value === undefined ? {} : { value: brief(value) }),
    ...(evidence === undefined ? {} : { evidence: redact(evidence).slice(0, EVIDENCE_LIMIT) }),
    ...(certificate === undefined
      ? {}
      : { certificate: { ...certificate, issuer: brief(certificate.issuer), names: certificate.names.map(redact) } }),
  });
}

const outcome = checkResult.omit({ line: true, monitor: true, revision: true, tick: true, attempt: true });
