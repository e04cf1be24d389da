const CODE_DIGITS = 6;
const encoder = new TextEncoder();

/** Six random digits, evenly distributed. */
export function newCode(): string {
  const limit = 10 ** CODE_DIGITS;
  const fair = Math.floor(2 ** 32 / limit) * limit;
  for (;;) {
    const [value = fair] = crypto.getRandomValues(new Uint32Array(1));
    if (value < fair) return String(value % limit).padStart(CODE_DIGITS, "0");
  }
}

const hmacKey = async (secret: string): Promise<CryptoKey> =>
  await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/**
 * HMAC-SHA-256 as hex: what is stored instead of a code, or of a number in a quota's subject.
 * @param secret AUTH_SECRET
 * @param text with a purpose in front, so that no two uses share a value
 */
export async function keyedHash(secret: string, text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey(secret), encoder.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Constant-time comparison of two hashes of equal length. */
export const sameHash = (left: string, right: string): boolean =>
  left.length === right.length && crypto.subtle.timingSafeEqual(encoder.encode(left), encoder.encode(right));
