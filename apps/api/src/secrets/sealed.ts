import { fromBase64Url, toBase64Url } from "@nightbell/shared/base64url";

/**
 * Secrets at rest: AES-256-GCM under a key of the team's own, bound to where they belong, so that a sealed
 * value that is moved to another team, owner or name does not open (spec "trust" §10, "Secrets").
 */

/** Where a secret belongs: a team, a monitor or channel of it, and the name there. */
export type SecretPlace = { team: string; owner: string; name: string };

const NONCE_BYTES = 12;
const encoder = new TextEncoder();
const keys = new Map<string, Promise<CryptoKey>>();
const MOST_KEYS = 500;

/** The team's key, derived from the deployment's (HKDF, RFC 5869). */
function keyOf(master: string, team: string): Promise<CryptoKey> {
  const known = keys.get(`${team} ${master}`);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const made = derived(master, team);
  keys.set(`${team} ${master}`, made);
  return made;
}

async function derived(master: string, team: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", encoder.encode(master), "HKDF", false, ["deriveKey"]);
  const how = {
    name: "HKDF",
    hash: "SHA-256",
    salt: encoder.encode(team),
    info: encoder.encode("nightbell secrets v1"),
  };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const aadOf = ({ team, owner, name }: SecretPlace): Uint8Array => encoder.encode(JSON.stringify([team, owner, name]));

/**
 * @param master the deployment's SECRETS_KEY
 * @returns nonce and ciphertext as base64url text
 */
export async function seal(master: string, place: SecretPlace, value: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await keyOf(master, place.team);
  const how = { name: "AES-GCM", iv, additionalData: aadOf(place) };
  const closed = new Uint8Array(await crypto.subtle.encrypt(how, key, encoder.encode(value)));
  return toBase64Url(Uint8Array.from([...iv, ...closed]));
}

/** @throws Error for a value that was sealed for another place, or under another key */
export async function open(master: string, place: SecretPlace, sealed: string): Promise<string> {
  const bytes = fromBase64Url(sealed);
  if (bytes === null) throw new Error(`the secret ${place.name} of ${place.owner} is not a sealed value`);
  const key = await keyOf(master, place.team);
  const how = { name: "AES-GCM", iv: bytes.subarray(0, NONCE_BYTES), additionalData: aadOf(place) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.subarray(NONCE_BYTES)));
}
