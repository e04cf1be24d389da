const SIGNATURE_LENGTH = 8;

/**
 * The first 8 base64url characters of an HMAC: who knows one badge's address cannot guess that of another tag.
 * Spec "heartbeats" §2, "Badges".
 */
export async function badgeSignature(secret: string, badgeKey: string, tag: string): Promise<string> {
  const bytes = new TextEncoder();
  // A key of its own, so that signatures of tags that people choose are worth nothing elsewhere.
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(`badge ${secret}`), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, bytes.encode(badgeKey + tag));
  const text = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return text.replaceAll("+", "-").replaceAll("/", "_").slice(0, SIGNATURE_LENGTH);
}
