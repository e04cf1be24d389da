/**
 * Identifiers. Everything random comes in as bytes, so this file stays pure.
 * Shapes: `docs`: spec "heartbeats" §0 (ping ids) and design §8 (prefixed, sortable ids).
 */

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** The prefixes in use; one kind of thing, one prefix. */
export type IdPrefix =
  | "team"
  | "usr"
  | "mem"
  | "hb"
  | "mon"
  | "con"
  | "ses"
  | "acc"
  | "ver"
  | "inv"
  | "aud"
  | "req"
  | "pk"
  | "key"
  | "chn"
  | "grd"
  | "mnt"
  | "prb"
  | "sch"
  | "ovr"
  | "pol"
  | "feed";

/**
 * A prefixed id that sorts by creation time: 48 bits of epoch ms, then 80 random bits, in Crockford base 32.
 * @param at epoch ms
 * @param random at least 10 random bytes
 */
export function newId(prefix: IdPrefix, at: number, random: Uint8Array): string {
  let bits = BigInt(at);
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = CROCKFORD.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A team's route: 48 random bits as 12 lower-case hex digits; it names the Team object. */
export type Route = string;

/** @param random at least 6 random bytes */
export const newRoute = (random: Uint8Array): Route => hex(random.subarray(0, 6));

const ROUTE = /^[0-9a-f]{12}$/;
export const isRoute = (text: string): text is Route => ROUTE.test(text);

/**
 * A ping id: a valid lower-case UUIDv4 whose first 48 bits are the team's route, so ingest needs no look-up.
 * @param random at least 10 random bytes, of which 74 bits are used
 */
export function newPingId(route: Route, random: Uint8Array): string {
  const tail = hex(random.subarray(0, 10));
  const variant = "89ab".charAt((random[2] ?? 0) & 3);
  return `${route.slice(0, 8)}-${route.slice(8, 12)}-4${tail.slice(0, 3)}-${variant}${tail.slice(5, 8)}-${tail.slice(8, 20)}`;
}

const PING_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Lower case with dashes, as the wire contract demands; any version nibble parses. */
export const isPingId = (text: string): boolean => PING_ID.test(text);

/** The route inside a ping id. The id must have passed {@link isPingId}. */
export const routeOfPingId = (pingId: string): Route => pingId.slice(0, 8) + pingId.slice(9, 13);

const PING_KEY = /^[a-z0-9]{22}$/;
const ROUTE_DIGITS = 10;
const BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * A ping key: the team's route as 10 base-36 digits, then 12 random ones, so ingest needs no look-up. Spec "heartbeats" §0.
 * @param random at least 12 random bytes
 */
export function newPingKey(route: Route, random: Uint8Array): string {
  const secret = Array.from(random.subarray(0, 12), (byte) => BASE_36.charAt(byte % 36)).join("");
  return Number.parseInt(route, 16).toString(36).padStart(ROUTE_DIGITS, "0") + secret;
}

/** The route inside a ping key; null for a text that no team's key can be. */
export function routeOfPingKey(key: string): Route | null {
  if (!PING_KEY.test(key)) return null;
  const route = Number.parseInt(key.slice(0, ROUTE_DIGITS), 36).toString(16).padStart(12, "0");
  return isRoute(route) ? route : null;
}

/** A public id that gives nothing away: a random UUIDv4. @param random at least 16 random bytes */
export function newUuid(random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = hex(bytes);
  return [8, 12, 16, 20, 32].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end)).join("-");
}
