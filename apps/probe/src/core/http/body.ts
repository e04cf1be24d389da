/** Reading a response's body within bounds. Caps count decoded bytes: a small answer may unpack to gigabytes. */

export const BODY_LIMIT = 256 * 1_024;
export const EXCERPT_LIMIT = 2_048;

/** What has been read; it stays readable when the body breaks off. */
export type Reading = {
  bytes: number;
  truncated: boolean;
  /** The first chunks, until they hold `excerptLimit` bytes. */
  excerpt: Uint8Array[];
};

export const newReading = (): Reading => ({ bytes: 0, truncated: false, excerpt: [] });

export type ReadLimits = { limit: number; excerptLimit: number };

/**
 * Reads up to `limit` bytes, then cancels. Each chunk goes to `take`.
 * @throws what the stream throws; `reading` then holds what had arrived
 */
export async function drain(
  body: ReadableStream<Uint8Array> | null,
  reading: Reading,
  { limit, excerptLimit }: ReadLimits,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const chunk = value.subarray(0, limit - reading.bytes);
    if (reading.bytes < excerptLimit) reading.excerpt.push(chunk.subarray(0, excerptLimit - reading.bytes));
    reading.bytes += chunk.length;
    take(chunk);
    if (reading.bytes >= limit) {
      reading.truncated = true;
      return reader.cancel();
    }
  }
}
