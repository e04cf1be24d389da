import type { Cause } from "@nightbell/shared/check/cause";
import type { TargetFault } from "@nightbell/shared/check/target";

/** A check's failure with its cause; the message is one sentence for a person. */
export class CheckFailure extends Error {
  readonly reason: Cause;

  constructor(reason: Cause, detail: string) {
    super(detail);
    this.name = "CheckFailure";
    this.reason = reason;
  }
}

/** The guard refused a target: nothing was sent. A redirect's hop words the same fault in its own way. */
export class TargetRefused extends CheckFailure {
  readonly fault: TargetFault;

  constructor(fault: TargetFault, detail: string) {
    super("target_not_public", detail);
    this.name = "TargetRefused";
    this.fault = fault;
  }
}
