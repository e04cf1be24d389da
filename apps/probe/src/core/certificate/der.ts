/** Just enough DER to walk through a certificate (X.690). Lengths are checked against what is there. */

export type Element = {
  tag: number;
  /** Its content. */
  body: Uint8Array;
  /** Tag, length and content: what two names are compared by. */
  whole: Uint8Array;
};

/** The bytes are no DER. */
export class DerError extends Error {}

/** The first element of some bytes. @throws DerError */
export function element(bytes: Uint8Array): Element {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new DerError("an element is cut short");
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 3 || first === 0x80) throw new DerError("an element is too long");
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length > bytes.length) throw new DerError("an element is cut short");
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}

/** All elements of some bytes, one after the other. @throws DerError */
export function elements(bytes: Uint8Array): Element[] {
  const list: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = element(bytes.subarray(at));
    list.push(next);
    at += next.whole.length;
  }
  return list;
}

/** An object identifier in its dotted form. */
export function oid(body: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join(".");
}

/** A character string of any of ASN.1's kinds, without control characters. */
export function text({ tag, body }: Element): string {
  const BMP = 30;
  const UTF8 = 12;
  const decoder = new TextDecoder(tag === BMP ? "utf-16be" : tag === UTF8 ? "utf-8" : "latin1");
  return decoder.decode(body).replaceAll(/\p{Cc}/gu, " ");
}

/** The instant of a UTCTime or GeneralizedTime, in epoch ms. @throws DerError */
export function instant({ tag, body }: Element): number {
  const UTC_TIME = 23;
  const digits = String.fromCharCode(...body.subarray(0, 20));
  // RFC 5280 §4.1.2.5.1: two digits below 50 are of this century.
  const century = tag === UTC_TIME ? (Number(digits.slice(0, 2)) < 50 ? "20" : "19") : "";
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z/.exec(century + digits)?.slice(1);
  if (parts === undefined) throw new DerError("a date is not one");
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
