import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64Url, toBase64Url } from "../base64url.ts";
import { isRoute, type Route } from "../ids.ts";

/**
 * The token of an ack link `/i/<token>` and of a push beacon: where the page lives, then a secret that proves the
 * right to act on it. It carries the route so that no answer of a person needs Postgres (spec "trust" §5, "Sweeper").
 * 8 characters of route and 22 of secret, all base64url.
 */

const ROUTE_CHARS = 8;
const SECRET_BYTES = 16;
/** 16 bytes leave four zero bits in the last character: any other one is not our spelling. */
const TOKEN = /^[A-Za-z0-9_-]{29}[AQgw]$/;

const routeBytes = (route: Route): Uint8Array =>
  Uint8Array.from({ length: route.length / 2 }, (_, i) => Number.parseInt(route.slice(2 * i, 2 * i + 2), 16));

/**
 * Makes a token of 30 characters.
 * @param route the team's route
 * @param random at least 16 random bytes, of which 128 bits are used
 */
export function newLinkToken(route: Route, random: Uint8Array): string {
  return toBase64Url(routeBytes(route)) + toBase64Url(random.subarray(0, SECRET_BYTES));
}

/**
 * The token for a purpose, derived instead of stored: HMAC-SHA-256 under a secret that only the team's object has.
 * @param purpose what the token may be used for, and by whom
 */
export function deriveLinkToken(route: Route, secret: string, purpose: string): string {
  return newLinkToken(route, hmac(sha256, utf8ToBytes(secret), utf8ToBytes(purpose)));
}

/** Reads a token. Null when it is not one of ours; whether it is known is the Team object's to say. */
export function parseLinkToken(token: string): { route: Route; secret: string } | null {
  if (!TOKEN.test(token)) return null;
  const bytes = fromBase64Url(token.slice(0, ROUTE_CHARS)) ?? [];
  const route = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return isRoute(route) ? { route, secret: token.slice(ROUTE_CHARS) } : null;
}
