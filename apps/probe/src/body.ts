/** Reading a response's body within bounds. Caps count decoded bytes: a small answer may unpack to gigabytes. */

export const BODY_LIMIT = 256 * 1_024;
export const EXCERPT_LIMIT = 2_048;

/** What has been read; it stays readable when the body breaks off. */
export type Reading = { bytes: number; truncated: boolean; excerpt: number[] };

export const newReading = (): Reading => ({ bytes: 0, truncated: false, excerpt: [] });

/**
 * Reads up to `limit` bytes, then cancels. Each chunk goes to `take`.
 * @throws what the stream throws; `reading` then holds what had arrived
 */
export async function drain(
  body: ReadableStream<Uint8Array> | null,
  reading: Reading,
  limit: number,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const chunk = value.subarray(0, limit - reading.bytes);
    reading.bytes += chunk.length;
    reading.excerpt.push(...chunk.subarray(0, EXCERPT_LIMIT - reading.excerpt.length));
    take(chunk);
    if (reading.bytes >= limit) {
      reading.truncated = true;
      return reader.cancel();
    }
  }
}
