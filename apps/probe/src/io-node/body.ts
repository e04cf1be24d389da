import type { IncomingMessage } from "node:http";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { CheckFailure } from "../core/failure.ts";
import { codeOf } from "./failure.ts";

/** The body of an answer, decoded as it comes: never more than a few chunks are held, however large it would grow. */

/** What we say that we understand. */
export const ACCEPTED_ENCODINGS = "gzip, br, deflate";
/** Encodings on top of each other; more are an attack. */
const MOST_ENCODINGS = 3;

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The decoded body. An error of decoding is `decode_error`; other errors of the stream are Node's. */
export function decodedBody(message: IncomingMessage): ReadableStream<Uint8Array> {
  const decoders = decodersOf(message.headers["content-encoding"]);
  if (decoders === null) {
    message.destroy();
    return broken(
      new CheckFailure("decode_error", "the body cannot be decoded: it is encoded in a way that was not asked for"),
    );
  }
  // The last stream gets the first error of them all, and whoever reads it hears of it.
  const last = decoders.length === 0 ? message : pipeline([message, ...decoders], () => undefined);
  return webStream(last as Readable);
}

/** Null for an encoding that we do not know. */
function decodersOf(header: string | undefined): Transform[] | null {
  const names = (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
  const makers = names.map((name) => DECODERS[name]);
  if (names.length > MOST_ENCODINGS) return null;
  return makers.every((make) => make !== undefined) ? makers.map((make) => make()).reverse() : null;
}

function broken(error: Error): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.error(error) });
}

/** Reads a chunk only when it is asked for one. */
function webStream(readable: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<unknown> = readable[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next().catch((error: unknown) => {
          throw decodeFailure(error);
        });
        if (done === true) controller.close();
        else if (value instanceof Uint8Array) controller.enqueue(value);
      },
      cancel() {
        readable.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Data that ends too early is a body cut short; anything else that zlib says is data that does not decode. */
function decodeFailure(error: unknown): unknown {
  const code = codeOf(error);
  const isZlib = /^(Z_|ERR__?ERROR|ERR_BROTLI|ERR_ZLIB)/.test(code) && code !== "Z_BUF_ERROR";
  return isZlib ? new CheckFailure("decode_error", "the body does not decode as its headers say") : error;
}
