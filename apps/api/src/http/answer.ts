import { AppError } from "@nightbell/shared/errors";
import type { Answer } from "@nightbell/shared/team/rpc";
import { NOT_FOUND } from "./errors.ts";

/**
 * What a Team object answered, or its refusal as an error. Every `not_found` reads the same, whichever room said it.
 * @throws AppError
 */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new AppError(answer.code, answer.code === "not_found" ? NOT_FOUND : answer.message);
}
