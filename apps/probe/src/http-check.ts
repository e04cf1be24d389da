import type { Cause, CheckRequest } from "@nightbell/shared/check/protocol";
import { drain, EXCERPT_LIMIT, BODY_LIMIT, newReading, type Reading } from "./body.ts";
import { bodyCause, diagnose, isRetryable } from "./diagnosis.ts";
import { evidenceOf } from "./evidence.ts";
import { CheckFailure } from "./failure.ts";
import { KeywordSearch } from "./keywords.ts";
import { follow, type Arrival } from "./redirects.ts";
import type { Egress } from "./safe-fetch.ts";

/** One HTTP check: request, judge, measure. Spec "checks" §1 and §4. */

export type Finding = {
  ok: boolean;
  cause?: Cause;
  detail?: string;
  status?: number;
  totalMs: number;
  ttfbMs?: number;
  bytes?: number;
  truncated?: boolean;
  evidence?: string;
  /** A fresh connection may well succeed. */
  retryable: boolean;
};

type Target = CheckRequest["target"];
type Fault = { cause: Cause; detail: string };
const DETAIL_LIMIT = 200;
/** How long we wait for the start of an error page, which is evidence only. */
const EXCERPT_MS = 1_000;

/** True if a status is in a set like `200-299,301`. */
export function isExpected(status: number, set: string): boolean {
  return set.split(",").some((part) => {
    const [low = "", high = low] = part.split("-");
    return status >= Number(low) && status <= Number(high);
  });
}

/** Makes one attempt, which takes at most `timeoutMs` and, when it got no answer, the time of a socket's diagnosis. */
export async function checkHttp(target: Target, timeoutMs: number, egress: Egress): Promise<Finding> {
  const started = performance.now();
  const deadline = AbortSignal.timeout(timeoutMs);
  // Frees the connection whatever has been left unread.
  const done = new AbortController();
  const signal = AbortSignal.any([deadline, done.signal]);
  const elapsed = (): number => Math.round(performance.now() - started);
  try {
    const arrival = await follow(target, (status) => isExpected(status, target.expectedStatus), signal, egress);
    const ttfbMs = elapsed();
    return { ...(await judge(target, arrival, deadline, elapsed, egress)), ttfbMs };
  } catch (error) {
    const totalMs = elapsed();
    if (error instanceof CheckFailure) return failed(totalMs, { cause: error.reason, detail: error.message });
    const symptom = deadline.aborted ? "timeout" : isRetryable(error) ? "lost" : "opaque";
    const cause = await diagnose(target.url, symptom, egress);
    return { ...failed(totalMs, { cause, detail: noAnswer(cause, timeoutMs) }), retryable: symptom === "lost" };
  } finally {
    done.abort();
  }
}

function failed(totalMs: number, { cause, detail }: Fault): Finding {
  return { ok: false, cause, detail: detail.slice(0, DETAIL_LIMIT), totalMs, retryable: false };
}

function noAnswer(cause: Cause, timeoutMs: number): string {
  switch (cause) {
    case "timeout_ttfb":
      return `no answer within ${timeoutMs / 1_000} s`;
    case "timeout_connect":
      return `no connection within ${timeoutMs / 1_000} s`;
    case "connect_refused":
      return "the connection is refused";
    case "connection_reset":
      return "the connection broke off before an answer came";
    case "protocol_error":
      return "the answer is not HTTP";
    default:
      return "the request failed without a reason we can see";
  }
}

async function judge(
  target: Target,
  arrival: Arrival,
  deadline: AbortSignal,
  elapsed: () => number,
  egress: Egress,
): Promise<Finding> {
  const { response } = arrival;
  const { status } = response;
  const reading = newReading();
  const fault = statusFault(status, target.expectedStatus);
  if (fault !== null) {
    const totalMs = elapsed();
    await excerpt(response, reading);
    const cause = fault.cause === "platform_52x" ? await diagnose(arrival.url, "platform", egress) : fault.cause;
    return { ...failed(totalMs, { ...fault, cause }), status, evidence: evidenceOf(arrival, reading.excerpt) };
  }
  const search = new KeywordSearch(
    [...target.keywordsPresent, ...target.keywordsAbsent],
    response.headers.get("content-type"),
  );
  const broken = await drain(response.body, reading, BODY_LIMIT, (chunk) => search.push(chunk)).then(
    () => null,
    (error: unknown) => ({
      fault: bodyFault(error, deadline, reading),
      retryable: !deadline.aborted && isRetryable(error),
    }),
  );
  const { bytes, truncated } = reading;
  const seen = { status, bytes, ...(truncated ? { truncated } : {}) };
  const found = broken?.fault ?? keywordFault(target, search.finish(), truncated);
  if (found === null) return { ok: true, totalMs: elapsed(), retryable: false, ...seen };
  return {
    ...failed(elapsed(), found),
    ...seen,
    retryable: broken?.retryable ?? false,
    evidence: evidenceOf(arrival, reading.excerpt),
  };
}

function statusFault(status: number, expected: string): Fault | null {
  if (status === 101) return { cause: "protocol_error", detail: "the server switched protocols without being asked" };
  if (isExpected(status, expected)) return null;
  // Made by the network in front of the target, not by the target itself (spec "checks" §5).
  if ((status >= 520 && status <= 527) || status === 530)
    return {
      cause: "platform_52x",
      detail: `status ${status}: the network in front of the server got no good answer from it`,
    };
  return { cause: "http_status", detail: `status ${status} instead of ${expected}` };
}

function bodyFault(error: unknown, deadline: AbortSignal, { bytes }: Reading): Fault {
  if (deadline.aborted)
    return { cause: "timeout_body", detail: `the page did not arrive in time (${bytes} bytes did)` };
  const cause = bodyCause(error);
  return {
    cause,
    detail: cause === "decode_error" ? "the page cannot be decompressed" : `the page broke off after ${bytes} bytes`,
  };
}

function keywordFault(
  { keywordsPresent, keywordsAbsent }: Target,
  found: ReadonlySet<string>,
  truncated: boolean,
): Fault | null {
  const missing = keywordsPresent.find((word) => !found.has(word));
  const where = truncated ? "in the first 256 kB of the page" : "on the page";
  if (missing !== undefined) return { cause: "keyword_missing", detail: `"${missing.slice(0, 100)}" is not ${where}` };
  const forbidden = keywordsAbsent.find((word) => found.has(word));
  return forbidden === undefined
    ? null
    : { cause: "keyword_present", detail: `"${forbidden.slice(0, 100)}" is ${where}` };
}

/** The start of an error page. It is evidence only, so it may be missing. */
async function excerpt(response: Response, reading: Reading): Promise<void> {
  const enough = new AbortController();
  const reads = drain(response.body, reading, EXCERPT_LIMIT, () => undefined).catch(() => undefined);
  await Promise.race([reads, scheduler.wait(EXCERPT_MS, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
}
