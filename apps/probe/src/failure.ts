import type { Cause } from "@nightbell/shared/check/protocol";
import type { TargetFault } from "@nightbell/shared/check/target";

/** A check's failure with its cause; `detail` is one sentence for a person. */
export class CheckFailure extends Error {
  readonly reason: Cause;

  constructor(reason: Cause, detail: string) {
    super(detail);
    this.name = "CheckFailure";
    this.reason = reason;
  }
}

/** The guard refused a URL; nothing was sent. */
export class TargetRefused extends Error {
  readonly fault: TargetFault;

  constructor(fault: TargetFault, detail: string) {
    super(detail);
    this.name = "TargetRefused";
    this.fault = fault;
  }
}
