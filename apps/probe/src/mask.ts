/**
 * Blots secrets out of a job's output before it is stored: spec "heartbeats" §6.4. Works on bytes as they are, one
 * character a byte, in time linear in their number.
 */

const PEM_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g;
const AUTHORIZATION = /(authorization["']?\s{0,8}:\s{0,8}["']?)[^\r\n"']+/gi;
const NAMED = /((?:password|passwd|pwd|secret|token|api[_-]?key)["']?\s{0,8}[=:]\s{0,8}["']?)[^\s"'&,;]+/gi;
const USERINFO = /(:\/\/)[^\s/@]+@/g;
const KNOWN = /AKIA[0-9A-Z]{12,}|ghp_[A-Za-z0-9]{16,}|xox[a-z]-[A-Za-z0-9-]{8,}|sk_live_[A-Za-z0-9]{8,}/g;

/** The bytes with every secret value replaced by `***`. */
export function mask(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const masked = text
    .replace(PEM_KEY, "***")
    .replace(AUTHORIZATION, "$1***")
    .replace(NAMED, "$1***")
    .replace(USERINFO, "$1***@")
    .replace(KNOWN, "***");
  return Uint8Array.from(masked, (char) => char.charCodeAt(0));
}
