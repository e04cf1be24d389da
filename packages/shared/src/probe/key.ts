import { isRoute, type Route } from "../ids.ts";

/** Keys of private probes: spec "checks" §6. They are kept as a hash, and shown once. */

const PREFIX = "nbp_";
const BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const ROUTE_DIGITS = 10;
const SECRET_DIGITS = 32;
const KEY = /^nbp_[0-9a-z]{42}$/;

/**
 * A new key: `nbp_`, the team's route as 10 base-36 digits, then 32 random ones (165 bits), so that the team's object
 * is found without a look-up, as for a ping.
 * @param random at least 32 random bytes
 */
export function newProbeKey(route: Route, random: Uint8Array): string {
  let bits = random.subarray(0, 32).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let secret = "";
  for (let i = 0; i < SECRET_DIGITS; i++) {
    secret += BASE_36.charAt(Number(bits % 36n));
    bits /= 36n;
  }
  return PREFIX + Number.parseInt(route, 16).toString(36).padStart(ROUTE_DIGITS, "0") + secret;
}

/** The route inside a probe's key; null for a text that no probe's key can be. Whether it is known is the team's to say. */
export function routeOfProbeKey(key: string): Route | null {
  if (!KEY.test(key)) return null;
  const digits = key.slice(PREFIX.length, PREFIX.length + ROUTE_DIGITS);
  const route = Number.parseInt(digits, 36).toString(16).padStart(12, "0");
  return isRoute(route) ? route : null;
}
