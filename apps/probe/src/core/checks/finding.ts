import type { Cause } from "@nightbell/shared/check/cause";
import type { checkResult } from "@nightbell/shared/check/protocol";
import type { CheckType, SpecOf } from "@nightbell/shared/check/spec/spec";
import type * as z from "zod";
import type { Egress } from "../egress.ts";

/** What a checker finds; the runner adds which check it was, whether it was slow, and takes secrets out (spec "checks" §4). */
export type Finding = Omit<
  z.input<typeof checkResult>,
  "line" | "monitor" | "revision" | "tick" | "attempt" | "slow" | "retriedCause"
> & {
  /** A fresh connection may well succeed. */
  retryable: boolean;
};

export type CheckContext = {
  /** The whole check's time, diagnosis excepted. */
  timeoutMs: number;
  /** Fires when `timeoutMs` is over. */
  signal: AbortSignal;
  /** Values by name; they stand as `{{name}}` in the spec. */
  secrets: Readonly<Record<string, string>>;
  /** Whole milliseconds since the check began. */
  elapsed(): number;
  /** What a diagnosis after a failure may take beyond `timeoutMs`, in ms. */
  graceMs: number;
  /** Whether this is the one retry after a lost connection, so that another loss is looked into. */
  isRetry: boolean;
  /** Whether a passing check, too, measures its phases and reads the certificate. */
  thorough: boolean;
};

/**
 * Makes one attempt at a check.
 * @throws CheckFailure which counts as the finding; anything else is a fault of ours, and the check did not run
 */
export type Checker<T extends CheckType> = (spec: SpecOf<T>, request: CheckContext, egress: Egress) => Promise<Finding>;

/** The longest `detail` or `value`, which the runner sees to (spec "checks" §4). */
export const TEXT_LIMIT = 200;

/** A failing finding. The runner cuts `detail`, once secrets are out of it. */
export function failed(totalMs: number, cause: Cause, detail: string, more: Partial<Finding> = {}): Finding {
  return { ok: false, cause, detail, totalMs, retryable: false, ...more };
}
