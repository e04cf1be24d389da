/** Keys of the management API: spec "heartbeats" §2, "Auth". */

export type Access = "read" | "write";

const PREFIX: Record<Access, string> = { read: "nbr_", write: "nbw_" };
const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = 28;

/** How long every key is; clients check it. */
export const API_KEY_LENGTH = 32;

/**
 * A new key: `nbw_` or `nbr_`, then 28 base-62 characters.
 * @param random at least 32 random bytes
 */
export function newApiKey(access: Access, random: Uint8Array): string {
  let bits = random.subarray(0, 32).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let i = 0; i < DIGITS; i++) {
    text += BASE_62.charAt(Number(bits % 62n));
    bits /= 62n;
  }
  return PREFIX[access] + text;
}

/** What tells a key from others without giving it away: its first and last characters. */
export const hintOf = (key: string): string => `${key.slice(0, 6)}…${key.slice(-3)}`;
