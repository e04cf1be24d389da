/** Base64url without padding (RFC 4648 §5), for bytes on the wire. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    for (; held >= 6; held -= 6) text += ALPHABET.charAt((bits >> (held - 6)) & 63);
    bits &= (1 << held) - 1;
  }
  return held > 0 ? text + ALPHABET.charAt((bits << (6 - held)) & 63) : text;
}

/** The bytes of a text; null if it is not base64url in its one spelling. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) return null;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 255;
    }
    bits &= (1 << held) - 1;
  }
  return bits === 0 && held < 6 ? bytes : null;
}
