import type { Connection } from "../io.ts";
import type { ByteSource } from "./byte-source.ts";

/** The body of an answer on a raw connection: chunked, of a known length, or up to the end (RFC 9112 §6.3). */

type Framing = { status: number; headers: Headers };
type NextPart = () => Promise<Uint8Array | null>;

/** @returns a stream that closes the connection at its end, when it breaks and when it is cancelled; null if there is no body */
export function bodyStream(
  { status, headers }: Framing,
  method: string,
  source: ByteSource,
  connection: Connection,
): ReadableStream<Uint8Array> | null {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (method === "HEAD" || status === 204 || status === 304 || length === 0) {
    connection.close();
    return null;
  }
  const isChunked = /chunked\s*$/i.test(headers.get("transfer-encoding") ?? "");
  const next = isChunked ? chunked(source) : Number.isNaN(length) ? () => source.read() : exactly(source, length);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await next().catch((error: unknown) => {
        connection.close();
        throw error;
      });
      if (part !== null) return controller.enqueue(part);
      connection.close();
      controller.close();
    },
    cancel: () => connection.close(),
  });
}

const LONGEST_SIZE_LINE = 1_024;

function chunked(source: ByteSource): NextPart {
  let part: NextPart | null = null;
  return async () => {
    for (;;) {
      const bytes = (await part?.()) ?? null;
      if (bytes !== null) return bytes;
      if (part !== null) await line(source);
      const size = Number.parseInt(await line(source), 16);
      if (Number.isNaN(size)) throw new Error("a chunk has no size");
      if (size === 0) return null;
      part = exactly(source, size);
    }
  };
}

/** So many bytes, in parts; what was read beyond goes back. */
function exactly(source: ByteSource, length: number): NextPart {
  let left = length;
  return async () => {
    if (left === 0) return null;
    const bytes = await source.read();
    if (bytes === null) throw new Error("the body broke off");
    const part = bytes.subarray(0, left);
    source.giveBack(bytes.subarray(part.length));
    left -= part.length;
    return part;
  };
}

/** A line without its end. */
async function line(source: ByteSource): Promise<string> {
  let text = "";
  while (text.length < LONGEST_SIZE_LINE) {
    const bytes = await source.read();
    if (bytes === null) throw new Error("the body broke off");
    const end = bytes.indexOf(10);
    const part = end < 0 ? bytes : bytes.subarray(0, end);
    text += String.fromCharCode(...part.subarray(0, LONGEST_SIZE_LINE));
    if (end < 0) continue;
    source.giveBack(bytes.subarray(end + 1));
    return text.trimEnd();
  }
  throw new Error("a chunk's size is too long");
}
