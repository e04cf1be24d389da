import { NeonDbError } from "@neondatabase/serverless";
import { AppError, type ErrorCode } from "@nightbell/shared/errors";

/** What a Postgres error code means to a caller: spec "platform" §7. Anything else in SQLSTATE form is our bug. */
const CODE_OF_SQLSTATE: Record<string, ErrorCode> = {
  "23505": "conflict",
  "23503": "not_found",
  "22P02": "invalid",
  "22001": "invalid",
  "22021": "invalid",
  "22P05": "invalid",
  "23514": "invalid",
  "40001": "unavailable",
  "40P01": "unavailable",
  "57014": "unavailable",
  "57P01": "unavailable",
  "53300": "unavailable",
};

const SENTENCE: Partial<Record<ErrorCode, string>> = {
  conflict: "This exists already. Reload the page and use the existing one, or choose another value.",
  not_found: "This does not exist, or is not yours to see.",
  invalid: "The database refused a value. Check what you entered.",
  unavailable:
    "Our record cannot be reached, so nothing was changed. Paging is not affected. Please try again in a minute.",
};

/** Postgres errors that vanish when the whole batch is run again. */
export const isRetryable = (error: unknown): boolean => {
  const code = databaseErrorOf(error)?.code;
  return code === "40001" || code === "40P01";
};

/** The driver's error inside whatever drizzle or better-auth wrapped around it; null when there is none. */
export function databaseErrorOf(error: unknown): NeonDbError | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof NeonDbError) return cause;
  }
  return null;
}

/**
 * The typed error for a failed database call.
 * @returns null when the error is not the database's, or is a bug of ours that must surface as internal
 */
export function databaseAppError(error: unknown): AppError | null {
  const found = databaseErrorOf(error);
  if (found === null) return null;
  // Without a SQLSTATE the request never got an answer: time-out, refused connection, non-400 status.
  const code = found.code === undefined || found.code === "" ? "unavailable" : CODE_OF_SQLSTATE[found.code];
  if (code === undefined) return null;
  return new AppError(code, SENTENCE[code] ?? "The database refused this.");
}
