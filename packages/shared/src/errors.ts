/**
 * Every error a user can meet: a stable code, the HTTP status it travels with, and a sentence that says what to do.
 */

export const ERROR_STATUS = {
  bad_request: 400,
  invalid_json: 400,
  invalid_signature: 403,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  already_resolved: 409,
  already_escalated: 409,
  not_paused: 409,
  gone: 410,
  body_too_large: 413,
  invalid: 422,
  plan_limit: 422,
  code_wrong: 422,
  code_expired: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  carrier_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every non-2xx answer of our own API. `field` names the offending input, if one does. */
export type ErrorBody = { error: { code: ErrorCode; message: string; requestId: string; field?: string } };

/** A failure with a stable code. `message` is shown to the user: say what is wrong and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.field = field;
  }

  get status(): (typeof ERROR_STATUS)[ErrorCode] {
    return ERROR_STATUS[this.code];
  }
}
