/** Searches keywords in a body as it streams by; only a tail is kept (spec "checks" §1). */

const META_WINDOW = 1_024;
const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i;
const HEADER_CHARSET = /charset\s*=\s*"?([\w-]+)/i;

/** The body's character set: byte order mark, else the header's, else the page's own, else UTF-8. */
export function charsetOf(contentType: string | null, start: Uint8Array): string {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return "utf-8";
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const named = HEADER_CHARSET.exec(contentType ?? "")?.[1];
  if (named !== undefined) return named;
  const ascii = String.fromCharCode(...start.subarray(0, META_WINDOW));
  return META_CHARSET.exec(ascii)?.[1] ?? "utf-8";
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    // A label that the runtime does not know: most pages are UTF-8 whatever they say.
    return new TextDecoder();
  }
}

export class KeywordSearch {
  readonly #wanted: Set<string>;
  readonly #contentType: string | null;
  readonly #overlap: number;
  readonly #found = new Set<string>();
  #start = new Uint8Array(0);
  #decoder: TextDecoder | null = null;
  #tail = "";

  /** @param contentType the response's header, for its character set */
  constructor(keywords: readonly string[], contentType: string | null) {
    this.#wanted = new Set(keywords);
    this.#contentType = contentType;
    this.#overlap = Math.max(0, ...keywords.map(({ length }) => length - 1));
  }

  /** Takes the next bytes of the body. */
  push(bytes: Uint8Array): void {
    if (this.#wanted.size === 0) return;
    if (this.#decoder !== null) return this.#search(this.#decoder.decode(bytes, { stream: true }));
    this.#start = joined(this.#start, bytes);
    if (this.#start.length >= META_WINDOW) this.#begin();
  }

  /** The keywords seen so far; call it once the body has ended. */
  finish(): ReadonlySet<string> {
    if (this.#decoder === null) this.#begin();
    this.#search(this.#decoder?.decode() ?? "");
    return this.#found;
  }

  #begin(): void {
    this.#decoder = decoderOf(charsetOf(this.#contentType, this.#start));
    this.#search(this.#decoder.decode(this.#start, { stream: true }));
  }

  #search(text: string): void {
    const window = this.#tail + text;
    for (const keyword of this.#wanted) if (window.includes(keyword)) this.#found.add(keyword);
    this.#tail = this.#overlap === 0 ? "" : window.slice(-this.#overlap);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
