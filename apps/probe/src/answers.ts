import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "@nightbell/shared/errors";

/** How the probe's doors read and refuse. */

/** A refusal, in the form of all our errors. @param field the offending input, if one is */
export function refusal(code: ErrorCode, message: string, field?: string): Response {
  const body: ErrorBody = { error: { code, message, requestId: "", ...(field === undefined ? {} : { field }) } };
  return Response.json(body, { status: ERROR_STATUS[code] });
}

/** The request's text; null if it is longer than `limit` bytes. */
export async function boundedText(request: Request, limit: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return null;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > limit ? null : new TextDecoder().decode(bytes);
}

/** The value of a JSON text; null if it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
