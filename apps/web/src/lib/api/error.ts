import type { ErrorBody, ErrorCode } from "@nightbell/shared/errors";

/** A refusal of our API, or no answer at all. `message` is written for the person on the screen. */
export class ApiError extends Error {
  readonly code: ErrorCode | "offline";
  readonly status: number;
  readonly field: string | undefined;

  constructor(code: ErrorCode | "offline", status: number, message: string, field?: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.field = field;
  }
}

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === "object" &&
  body !== null &&
  "error" in body &&
  typeof body.error === "object" &&
  body.error !== null &&
  "code" in body.error &&
  "message" in body.error;

/** Makes the error of a response that is not 2xx; a body that is not ours becomes a plain sentence. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) {
    const { code, message, field } = body.error;
    // Shown at the field itself, its name in front would be said twice.
    const told = field !== undefined && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
    return new ApiError(code, response.status, told, field);
  }
  return new ApiError("internal", response.status, `The server answered ${response.status}. Try again in a moment.`);
}

/** The error of a request that got no answer. */
export const offline = (): ApiError =>
  new ApiError("offline", 0, "No answer from Nightbell. Check your connection; paging does not depend on this page.");

/** The sentence to show for anything thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : "Something went wrong in this page. Reload it and try again.";
