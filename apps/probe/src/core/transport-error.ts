import type { Cause } from "@nightbell/shared/check/cause";

/** What a platform's error says about a connection. workerd says little, by its message; Node gives codes. */

const CAUSE_OF_CODE: Partial<Record<string, Cause>> = {
  ECONNREFUSED: "connect_refused",
  ECONNRESET: "connection_reset",
  EPIPE: "connection_reset",
  ETIMEDOUT: "timeout_connect",
  HPE_HEADER_OVERFLOW: "headers_too_large",
};
const LOST = /network connection lost|socket hang up|other side closed/i;
const UNDECODABLE = /decompression|decod|incorrect header check|unexpected end of file/i;

/** The cause that an error names by itself; null when it is opaque. */
export function namedCause(error: unknown): Cause | null {
  const code = codeOf(error);
  if (code !== null && CAUSE_OF_CODE[code] !== undefined) return CAUSE_OF_CODE[code];
  if (code?.startsWith("HPE_")) return "protocol_error";
  return LOST.test(String(error)) ? "connection_reset" : null;
}

/** True for errors after which a fresh connection may well succeed (spec "checks" §3.1). */
export function isRetryable(error: unknown): boolean {
  const isMarked = error instanceof Error && "retryable" in error && error.retryable === true;
  return isMarked || namedCause(error) === "connection_reset";
}

/** The cause of a failed body: the bytes do not decode, or there are too few. */
export function bodyCause(error: unknown): Cause {
  const isCode = codeOf(error)?.startsWith("Z_") ?? false;
  return isCode || UNDECODABLE.test(String(error)) ? "decode_error" : "body_incomplete";
}

/** The code of an error, or of what caused it. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? null : codeOf(error.cause);
}
