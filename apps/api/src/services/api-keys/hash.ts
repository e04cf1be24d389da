/** A digest in lower-case hex. */
export const hexOf = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** SHA-256 of a key, in hex. The key is random, so it needs no salt. */
export const hashOfKey = async (key: string): Promise<string> =>
  hexOf(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
