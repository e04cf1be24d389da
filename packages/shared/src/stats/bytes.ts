/** Bytes as packed rows and histograms use them: variable-length whole numbers, and texts as such numbers. */

/** Bytes that are not what they should be: cut off, or made by somebody else. */
export class MalformedBytes extends Error {
  override name = "MalformedBytes";
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
const STEP = 128;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Collects bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  /** @param value whole, from 0 to 2^53 − 1 */
  varint(value: number): void {
    let rest = value;
    for (; rest >= STEP; rest = Math.floor(rest / STEP)) this.byte((rest % STEP) + STEP);
    this.byte(rest);
  }

  /** A byte a character for ASCII, which is all we write ourselves. */
  text(value: string): void {
    this.varint(value.length);
    for (let i = 0; i < value.length; i++) this.varint(value.charCodeAt(i));
  }

  /** A copy of what was written. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what {@link ByteWriter} wrote. Every method throws {@link MalformedBytes} for anything else. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isDone(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new MalformedBytes("the bytes end too early");
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= LARGEST; scale *= STEP) {
      const byte = this.byte();
      value += (byte % STEP) * scale;
      if (byte < STEP && value <= LARGEST) return value;
    }
    throw new MalformedBytes("a number is too large");
  }

  /** How many entries follow; each takes a byte or more, so a lie is found before anything is made room for. */
  count(): number {
    const value = this.varint();
    if (value > this.#bytes.length - this.#at) throw new MalformedBytes("more entries than bytes");
    return value;
  }

  text(): string {
    const codes = Array.from({ length: this.count() }, () => this.varint());
    if (codes.some((code) => code > 0xffff)) throw new MalformedBytes("no such character");
    return codes.map((code) => String.fromCharCode(code)).join("");
  }
}
