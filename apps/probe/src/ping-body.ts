import { PING_BODY_LIMIT } from "@nightbell/shared/heartbeat/ping";
import { MASK_WINDOW, maskedStart } from "./mask.ts";

/** Bytes of a body that are looked at. */
export const READ_LIMIT = 1_024 * 1_024;
/** Bytes beyond that, which are let pass: a client whose upload is broken off takes our answer for a failure. */
const PASS_LIMIT = 100 * 1_024 * 1_024;

/** What a ping keeps of its body. Spec "heartbeats" §1, "Body", and §6.4. */
export type PingBody = {
  /** The first 10,000 bytes, secrets masked and otherwise as they came; null when there was no body. */
  body: Uint8Array<ArrayBuffer> | null;
  /** The same bytes unmasked, if masking changed them. */
  unmasked: Uint8Array<ArrayBuffer> | null;
  /** The whole size: beyond what is read, what the sender announced, or what was read. */
  bodyBytes: number;
};

const NO_BODY: PingBody = { body: null, unmasked: null, bodyBytes: 0 };

/** A body as far as it was read. `cut`: it went on, or broke off. */
export type Reading = { kept: PingBody; cut: boolean };

/**
 * Reads a body and hands the pieces of its first MiB to `take`. No body, or one that breaks off, is no error: the ping
 * itself has arrived, and a job that was killed while reporting must not look silent.
 * @param announced the size that the sender named, 0 if it named none
 */
export async function readPingBody(
  stream: ReadableStream<Uint8Array> | null,
  announced: number,
  take: (chunk: Uint8Array) => void,
): Promise<Reading> {
  if (stream === null) return { kept: NO_BODY, cut: false };
  const window = new Window();
  const end = await drain(stream, window, take);
  const { size } = window;
  const cut = end !== "whole";
  if (size === 0) return { kept: NO_BODY, cut };
  return { kept: { ...window.kept(cut), bodyBytes: end === "limit" ? Math.max(size, announced) : size }, cut };
}

async function drain(
  stream: ReadableStream<Uint8Array>,
  window: Window,
  take: (chunk: Uint8Array) => void,
): Promise<"whole" | "limit" | "broken"> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return window.size < READ_LIMIT ? "whole" : "limit";
      const room = READ_LIMIT - window.size;
      window.add(value);
      if (room > 0) take(value.subarray(0, room));
      if (window.size < READ_LIMIT + PASS_LIMIT) continue;
      await reader.cancel();
      return "limit";
    }
  } catch (error) {
    console.warn(JSON.stringify({ event: "ping body broke off", error: String(error), bodyBytes: window.size }));
    return "broken";
  }
}

/** The beginning of a body, and its size. */
class Window {
  size = 0;
  readonly #bytes = new Uint8Array(MASK_WINDOW);

  add(chunk: Uint8Array): void {
    if (this.size < MASK_WINDOW) this.#bytes.set(chunk.subarray(0, MASK_WINDOW - this.size), this.size);
    this.size += chunk.length;
  }

  kept(cut: boolean): { body: Uint8Array<ArrayBuffer>; unmasked: Uint8Array<ArrayBuffer> | null } {
    const window = this.#bytes.subarray(0, Math.min(this.size, MASK_WINDOW));
    const body = maskedStart(window, PING_BODY_LIMIT, cut || this.size > MASK_WINDOW);
    const plain = window.slice(0, PING_BODY_LIMIT);
    const changed = body.length !== plain.length || body.some((byte, i) => byte !== plain[i]);
    return { body, unmasked: changed ? plain : null };
  }
}
