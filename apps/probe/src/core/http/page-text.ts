import { charsetOf, decoderOf, META_WINDOW } from "./charset.ts";

/** Decodes a body as it streams by and looks for keywords; only a tail is kept, unless the text is wanted (spec "checks" §1). */

export type Wanted = {
  keywords: readonly string[];
  ignoreCase: boolean;
  /** Whether the text itself is needed, for claims about it. */
  text: boolean;
};

export class PageText {
  readonly #wanted: Wanted;
  readonly #contentType: string | null;
  /** Keywords not yet seen, as they are sought and as they were given. */
  readonly #missing = new Map<string, string>();
  readonly #overlap: number;
  readonly #start: Uint8Array[] = [];
  #startLength = 0;
  #decoder: TextDecoder | null = null;
  #tail = "";
  #text = "";

  /** @param contentType the response's header, for its character set */
  constructor(wanted: Wanted, contentType: string | null) {
    this.#wanted = wanted;
    this.#contentType = contentType;
    for (const keyword of wanted.keywords) this.#missing.set(this.#cased(keyword), keyword);
    this.#overlap = Math.max(0, ...[...this.#missing.keys()].map(({ length }) => length - 1));
  }

  /** Takes the next bytes of the body, which are not changed afterwards. */
  push(bytes: Uint8Array): void {
    if (this.#missing.size === 0 && !this.#wanted.text) return;
    if (this.#decoder !== null) return this.#take(this.#decoder.decode(bytes, { stream: true }));
    this.#start.push(bytes);
    this.#startLength += bytes.length;
    if (this.#startLength >= META_WINDOW) this.#begin();
  }

  /** The text if it is wanted, and the keywords that were not seen; call it once the body has ended. */
  finish(): { text: string; missing: ReadonlySet<string> } {
    const decoder = this.#decoder ?? this.#begin();
    this.#take(decoder.decode());
    return { text: this.#text, missing: new Set(this.#missing.values()) };
  }

  #begin(): TextDecoder {
    const decoder = decoderOf(charsetOf(this.#contentType, joined(this.#start, META_WINDOW)));
    this.#decoder = decoder;
    for (const bytes of this.#start) this.#take(decoder.decode(bytes, { stream: true }));
    return decoder;
  }

  #take(text: string): void {
    if (this.#wanted.text) this.#text += text;
    if (this.#missing.size === 0) return;
    const window = this.#tail + this.#cased(text);
    for (const sought of this.#missing.keys()) if (window.includes(sought)) this.#missing.delete(sought);
    this.#tail = this.#overlap === 0 ? "" : window.slice(-this.#overlap);
  }

  #cased(text: string): string {
    return this.#wanted.ignoreCase ? text.toLowerCase() : text;
  }
}

/** The first bytes of several chunks, at most `limit`. */
export function joined(chunks: readonly Uint8Array[], limit: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(
    Math.min(
      limit,
      chunks.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  let at = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, whole.length - at);
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
