import type { Hook } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { AppError, ERROR_STATUS, type ErrorBody, type ErrorCode } from "@nightbell/shared/errors";
import type { AppEnv } from "../context.ts";
import { databaseAppError } from "../db/errors.ts";
import { PlanLimitError } from "../services/plan-limit.ts";
import { logLine } from "./log.ts";

/** What everyone gets for a path that leads nowhere, and for anything foreign (spec "trust" §9). */
export const NOT_FOUND = "This does not exist, or is not yours to see.";

const CODE_OF_STATUS: Record<number, ErrorCode> = { 400: "invalid_json", 413: "body_too_large" };

/** A thrown error as one that people may see; null for a bug of ours. */
export function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    const code = CODE_OF_STATUS[error.status];
    if (code === "invalid_json") return new AppError(code, "The body is not valid JSON. Send one JSON object.");
    return code === undefined ? null : new AppError(code, error.message);
  }
  return databaseAppError(error) ?? (isUnreachedObject(error) ? new AppError("unavailable", UNREACHED) : null);
}

const UNREACHED =
  "Your team's page cannot be reached right now. Try again in a moment, or answer the message you were sent.";

/** What the runtime throws when a call did not reach its object: spec "platform" §5. */
const isUnreachedObject = (error: unknown): boolean =>
  error instanceof Error &&
  (("retryable" in error && error.retryable === true) || ("overloaded" in error && error.overloaded === true));

/** Answers any thrown error in our one error shape; what is our own bug is logged and named only by its request id. */
export function onError(error: Error, c: Context<AppEnv>): Response {
  const requestId = c.var.base?.requestId ?? "none";
  const known = asAppError(error);
  if (known === null) logLine({ level: "error", requestId, error: error.message, stack: error.stack ?? "" });
  const shown = known ?? new AppError("internal", `Something broke on our side. Tell us this id: ${requestId}.`);
  c.set("errorCode", shown.code);
  return c.json(errorBody(shown, requestId), ERROR_STATUS[shown.code]);
}

/** Our error body. */
export const errorBody = (error: AppError, requestId: string): ErrorBody => ({
  error: {
    code: error.code,
    message: error.message,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error instanceof PlanLimitError ? { limit: error.limit, used: error.used, plan: error.plan } : {}),
  },
});

/** Unknown paths answer as foreign ids do. */
export const notFound = (): never => {
  throw new AppError("not_found", NOT_FOUND);
};

/** A body or parameter that fails its schema: 422 with the first offending field. */
export const onInvalid: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return;
  throw invalidInput(result.error);
};

/** The error for input that failed a schema; names the first field at fault, unknown keys included. */
export function invalidInput(error: {
  issues: readonly { path: PropertyKey[]; message: string; code?: string; keys?: string[] }[];
}): AppError {
  const issue = error.issues[0];
  if (issue === undefined) return new AppError("invalid", "The input is not valid.");
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys?.[0] : undefined;
  const field = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].join(".");
  const message = unknownKey === undefined ? issue.message : "this is not a setting we know; leave it out";
  return new AppError("invalid", field === "" ? message : `${field}: ${message}`, field === "" ? undefined : field);
}
