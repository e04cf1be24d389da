import { CheckFailure } from "../failure.ts";

/** Bytes in and out of protocol messages. */

export const EMPTY = new Uint8Array(0);

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** Text of bytes that a server sent; what is not UTF-8 shows as �. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** @throws CheckFailure `protocol_error` if it is no Base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new CheckFailure("protocol_error", "the server sent broken Base64");
  }
}

/** Bytes of pairs of hex digits, blanks between them allowed: the input was checked when it was saved. */
export const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value);
export const u32 = (value: number): Uint8Array => Uint8Array.of(value >> 24, value >> 16, value >> 8, value);
export const u32le = (value: number): Uint8Array => u32(value).reverse();
export const cString = (text: string): Uint8Array => concat(utf8(text.replaceAll("\0", "")), Uint8Array.of(0));

/** Where `needle` first stands in `bytes`; −1 if nowhere. */
export function indexOf(bytes: Uint8Array, needle: Uint8Array): number {
  const [first = 0] = needle;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (needle.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** Reads through a message from its start. What is cut short is a `protocol_error`. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new CheckFailure("protocol_error", "a message of the server is cut short");
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** A big-endian number of so many bytes. */
  uint(length: number): number {
    return this.take(length).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** A little-endian number of so many bytes. */
  uintLe(length: number): number {
    return this.take(length).reduceRight((sum, byte) => sum * 256 + byte, 0);
  }

  /** Text up to a zero byte, or to the end where there is none. */
  cString(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    const text = textOf(this.take(end === -1 ? this.left : end - this.#at));
    if (end !== -1) this.#at++;
    return text;
  }
}
