import { isExpected } from "@nightbell/shared/check/assert/status";
import type { HttpSpec } from "@nightbell/shared/check/spec/http";
import { failed, type CheckContext, type Finding } from "../checks/finding.ts";
import { diagnose, type Symptom } from "../diagnosis.ts";
import type { Egress } from "../egress.ts";
import { evidenceOf } from "../evidence.ts";
import { CheckFailure } from "../failure.ts";
import { inspect } from "../inspect.ts";
import { redactorOf } from "../secrets.ts";
import { isRetryable, namedCause } from "../transport-error.ts";
import type { Answer } from "./answer.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { headerFault, statusFault, withoutRedirect, type Fault } from "./judge-answer.ts";
import { readExcerpt, readPage } from "./read-answer.ts";
import { follow, type Trail } from "./redirects.ts";
import { outgoing, type Outgoing } from "./request.ts";

/** One HTTP request with its redirects: made, measured and judged. Spec "checks" §1 and §4. */

export type Step = {
  spec: Omit<HttpSpec, "type">;
  cookies: CookieJar | null;
  /** Whether the text is wanted, whatever is asserted. */
  keepText: boolean;
  /** What stands as `{{name}}` beside the secrets: values from earlier answers. */
  values: Readonly<Record<string, string>>;
};
export type StepOutcome = {
  finding: Finding;
  /** What later steps may take values from; only if the step passed. */
  answer: { headers: Headers; text: string } | null;
};

/** A step under way. */
type Scene = Step & { context: CheckContext; egress: Egress; request: Outgoing; trail: Trail };
/** What is known once the answer's head is there. */
type Seen = { answer: Answer; ttfb: number };

/** What looking closer may take. */
const INSPECTION_MS = 1_500;

/**
 * Takes a step within the context's time and, where something is to be found out, within its grace.
 * @throws CheckFailure if the request cannot be made up from the setting
 */
export async function takeStep(step: Step, context: CheckContext, egress: Egress): Promise<StepOutcome> {
  const request = outgoing(step.spec, { ...context.secrets, ...step.values });
  const scene: Scene = { ...step, context, egress, request, trail: { url: request.url, hops: [] } };
  // Frees the connection whatever has been left unread.
  const done = new AbortController();
  try {
    const outcome = await answered(scene, AbortSignal.any([context.signal, done.signal]));
    done.abort();
    return { ...outcome, finding: await inspected(scene, outcome.finding) };
  } catch (error) {
    const totalMs = context.elapsed();
    done.abort();
    return { finding: await unanswered(scene, error, totalMs), answer: null };
  }
}

/** @throws CheckFailure or what the platform throws, if there is no answer */
async function answered(scene: Scene, signal: AbortSignal): Promise<StepOutcome> {
  const { spec, cookies, trail, context, egress, request } = scene;
  const isFinal = (status: number): boolean => isExpected(status, spec.expectedStatus);
  const answer = await follow(request, { ...spec, isFinal, cookies }, trail, signal, egress);
  const seen = { answer, ttfb: context.elapsed() };
  if (statusFault(answer, spec.expectedStatus, "") !== null) {
    return refused(scene, seen, (page) => {
      const fault = statusFault(answer, spec.expectedStatus, page);
      return fault === null ? null : withoutRedirect(fault, answer, trail.hops);
    });
  }
  const fault = headerFault(spec, answer.headers);
  return fault === null ? judgedPage(scene, seen) : refused(scene, seen, () => fault);
}

/** The head of the answer is wrong: of the page only its start is read, as evidence. */
async function refused(scene: Scene, seen: Seen, faultOf: (page: string) => Fault | null): Promise<StepOutcome> {
  const totalMs = scene.context.elapsed();
  const { page, bytes } = await readExcerpt(seen.answer, secretsOf(scene));
  const fault = faultOf(page);
  const measures = measuresOf(scene, seen, { totalMs, bytes });
  return { finding: failing(scene, seen.answer, page, fault, measures), answer: null };
}

async function judgedPage(scene: Scene, seen: Seen): Promise<StepOutcome> {
  const { spec, keepText, context } = scene;
  const page = await readPage(seen.answer, { spec, keepText, secrets: secretsOf(scene), context });
  const { bytes, truncated } = page;
  const measures = measuresOf(scene, seen, { totalMs: context.elapsed(), bytes, ...(truncated ? { truncated } : {}) });
  if (page.fault === null) {
    return {
      finding: { ok: true, retryable: false, ...measures },
      answer: { headers: seen.answer.headers, text: page.text },
    };
  }
  const finding = failing(scene, seen.answer, page.excerpt(), page.fault, measures);
  return { finding: { ...finding, retryable: page.isRetryable }, answer: null };
}

type Measures = Pick<Finding, "totalMs" | "phases" | "status" | "bytes" | "truncated" | "redirects">;

function measuresOf(
  { trail }: Scene,
  { answer, ttfb }: Seen,
  read: { totalMs: number; bytes: number; truncated?: boolean },
): Measures {
  return {
    ...read,
    phases: { dns: null, connect: null, tls: null, ttfb, download: read.totalMs - ttfb },
    status: answer.status,
    redirects: trail.hops.length,
  };
}

function failing(scene: Scene, answer: Answer, page: string, fault: Fault | null, measures: Measures): Finding {
  const { cause, detail } = fault ?? { cause: "http_status" as const, detail: `status ${answer.status}` };
  return failed(measures.totalMs, cause, detail, { ...measures, evidence: evidence(scene, answer, page, "") });
}

/** No answer came: says why, as far as can be found out in time. */
async function unanswered(scene: Scene, error: unknown, totalMs: number): Promise<Finding> {
  const { context, trail } = scene;
  const redirects = trail.hops.length;
  const settle = ({ cause, detail }: Fault, more: Partial<Finding> = {}): Finding =>
    failed(totalMs, cause, detail, { redirects, evidence: evidence(scene, null, "", detail), ...more });

  if (error instanceof CheckFailure) return settle({ cause: error.reason, detail: error.message });
  const symptom: Symptom = context.signal.aborted ? "timeout" : isRetryable(error) ? "lost" : "opaque";
  if (symptom === "lost" && !context.isRetry)
    return settle(
      { cause: "connection_reset", detail: "the connection broke off before an answer came" },
      { retryable: true },
    );
  const { certificate, ...fault } = await explained(scene, symptom, error);
  return settle(fault, { retryable: symptom === "lost", ...(certificate === null ? {} : { certificate }) });
}

async function explained(
  { context, egress, trail, request }: Scene,
  symptom: Symptom,
  error: unknown,
): ReturnType<typeof diagnose> {
  const named = symptom === "opaque" ? namedCause(error) : null;
  if (named === "connect_refused") return { cause: named, detail: "the connection is refused", certificate: null };
  const found = await diagnose({ url: trail.url, method: request.method }, symptom, budget(context), egress);
  if (found.cause === "timeout_ttfb") return { ...found, detail: `no answer within ${context.timeoutMs / 1_000} s` };
  return named !== null && found.cause === "transport_unknown" ? { ...found, cause: named } : found;
}

/** Adds what other connections tell: of failures, and of a passing check where that is due. */
async function inspected({ context, egress, trail, request }: Scene, finding: Finding): Promise<Finding> {
  if (finding.cause === "platform_52x") {
    const found = await diagnose({ url: trail.url, method: request.method }, "platform", budget(context), egress);
    const isTold = found.cause !== "platform_52x";
    return isTold ? { ...finding, cause: found.cause, detail: `${finding.detail ?? ""}: ${found.detail}` } : finding;
  }
  const isDue = context.thorough || (!finding.ok && context.graceMs > 0);
  if (!isDue) return finding;
  // The certificate that matters is the one of the address as it is set, unless that has none.
  const url = request.url.startsWith("https:") ? request.url : trail.url;
  const { phases, certificate } = await inspect(url, budget(context, INSPECTION_MS), egress);
  const { ttfb = null, download = null } = finding.phases ?? {};
  return { ...finding, phases: { ...phases, ttfb, download }, ...(certificate === null ? {} : { certificate }) };
}

/** Fires when the check's time and grace are over. */
function budget({ timeoutMs, graceMs, elapsed }: CheckContext, most = Number.POSITIVE_INFINITY): AbortSignal {
  const left = Math.min(most, timeoutMs + graceMs - elapsed());
  return left > 0 ? AbortSignal.timeout(left) : AbortSignal.abort();
}

const secretsOf = ({ context, request }: Scene): string[] => [
  ...Object.values(context.secrets),
  ...request.secretTexts,
];

function evidence(scene: Scene, answer: Answer | null, page: string, diagnosis: string): string {
  const { trail, request } = scene;
  const { secretHeaders } = request;
  return evidenceOf({ trail, answer, page, diagnosis, secretHeaders }, redactorOf(secretsOf(scene)));
}
