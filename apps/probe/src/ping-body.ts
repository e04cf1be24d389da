import { PING_BODY_LIMIT } from "@nightbell/shared/heartbeat/ping";
import { mask } from "./mask.ts";

const READ_LIMIT = 1_024 * 1_024;
/** Masked as a whole, so that cutting at the limit leaves no half of a secret. */
const MASK_WINDOW = 32_768;

export type PingBody = { body: Uint8Array<ArrayBuffer> | null; bodyBytes: number };

/**
 * The first 10,000 bytes of a request's body, secrets masked and otherwise as they came, and its whole size. At most 1 MiB is
 * read: beyond it the size is what the client announced, or what was read. No body, or one that breaks off, is no error.
 */
export async function readPingBody(request: Request): Promise<PingBody> {
  if (request.body === null) return { body: null, bodyBytes: 0 };
  const kept = new Uint8Array(MASK_WINDOW);
  let bodyBytes = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (bodyBytes < MASK_WINDOW) kept.set(value.subarray(0, MASK_WINDOW - bodyBytes), bodyBytes);
      bodyBytes += value.length;
      if (bodyBytes < READ_LIMIT) continue;
      await reader.cancel();
      bodyBytes = Math.max(bodyBytes, Number(request.headers.get("content-length") ?? 0) || 0);
      break;
    }
  } catch (error) {
    // The ping itself has arrived: a job that was killed while reporting must not look silent.
    console.warn(JSON.stringify({ event: "ping body broke off", error: String(error), bodyBytes }));
  }
  if (bodyBytes === 0) return { body: null, bodyBytes };
  return { body: mask(kept.subarray(0, Math.min(bodyBytes, MASK_WINDOW))).slice(0, PING_BODY_LIMIT), bodyBytes };
}
