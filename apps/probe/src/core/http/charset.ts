const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i;
const HEADER_CHARSET = /charset\s*=\s*"?([\w-]+)/i;

/** How much of a page's start is looked at for its own word on the character set. */
export const META_WINDOW = 1_024;

/** The body's character set: byte order mark, else the header's, else the page's own, else UTF-8 (spec "checks" §1). */
export function charsetOf(contentType: string | null, start: Uint8Array): string {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return "utf-8";
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const named = HEADER_CHARSET.exec(contentType ?? "")?.[1];
  if (named !== undefined) return named;
  const ascii = String.fromCharCode(...start.subarray(0, META_WINDOW));
  return META_CHARSET.exec(ascii)?.[1] ?? "utf-8";
}

/** A decoder; of UTF-8 for a label that the runtime does not know, because most pages are that whatever they say. */
export function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
