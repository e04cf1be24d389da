import { concat } from "../wire/bytes.ts";
import { CertificateReadError } from "./read-error.ts";

/** Numbers and vectors as TLS writes them (RFC 8446 §3). */

export type Bytes = Uint8Array<ArrayBuffer>;

export const u8 = (...bytes: number[]): Bytes => Uint8Array.from(bytes);
export const u16 = (value: number): Bytes => u8((value >> 8) & 255, value & 255);
const u24 = (value: number): Bytes => u8((value >> 16) & 255, (value >> 8) & 255, value & 255);
export const ascii = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));

/** Bytes with their length before them, in one, two or three bytes. */
export const vec8 = (bytes: Uint8Array): Bytes => concat(u8(bytes.length), bytes);
export const vec16 = (bytes: Uint8Array): Bytes => concat(u16(bytes.length), bytes);
export const vec24 = (bytes: Uint8Array): Bytes => concat(u24(bytes.length), bytes);
/** 16-bit numbers, one after the other. */
export const list16 = (values: readonly number[]): Bytes => concat(...values.map(u16));

/** A cursor that refuses to read past its end. @throws CertificateReadError `malformed` */
export class Reader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Bytes {
    if (count > this.left) throw new CertificateReadError("malformed", "a handshake message is cut short");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** An unsigned number of `size` bytes. */
  uint(size: number): number {
    return this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** Bytes whose length stands before them in `lengthSize` bytes. */
  vector(lengthSize: number): Bytes {
    return this.take(this.uint(lengthSize));
  }
}
