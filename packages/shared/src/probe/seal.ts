import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64Url, toBase64Url } from "../base64url.ts";

/**
 * Secrets on their way to a private probe: spec "checks" §6. ECIES: a fresh P-256 key agrees with the probe's key
 * (SEC 1 §5.1), HKDF-SHA-256 (RFC 5869) makes key and nonce of it, AES-256-GCM seals. A sealed text is `nbs1.` and
 * base64url of the fresh public key (65 bytes), the ciphertext and its tag (16 bytes).
 */

const PREFIX = "nbs1.";
const ECDH = { name: "ECDH", namedCurve: "P-256" };
const POINT_BYTES = 65;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** The platform's handle of a key; `CryptoKey` is one. */
export type KeyHandle = { readonly type: string };
type KeyPairHandle = { privateKey: KeyHandle; publicKey: KeyHandle };
type Bytes = Uint8Array<ArrayBuffer>;

/** What is used of `crypto.subtle`, which the caller gives. */
export interface Subtle {
  generateKey(algorithm: typeof ECDH, extractable: boolean, usages: "deriveBits"[]): Promise<KeyHandle | KeyPairHandle>;
  importKey(
    format: "raw",
    bytes: Bytes,
    algorithm: { name: string; namedCurve?: string },
    extractable: boolean,
    usages: ("encrypt" | "decrypt")[],
  ): Promise<KeyHandle>;
  exportKey(format: "raw", key: KeyHandle): Promise<unknown>;
  deriveBits(algorithm: { name: string; public: KeyHandle }, key: KeyHandle, bits: number): Promise<ArrayBuffer>;
  encrypt(algorithm: { name: string; iv: Bytes }, key: KeyHandle, bytes: Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: { name: string; iv: Bytes }, key: KeyHandle, bytes: Bytes): Promise<ArrayBuffer>;
}

/** A sealed text that cannot be opened: cut short, changed, for another probe, or for another place. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/** What a sealed secret is for; it opens nowhere else. */
export type SealedFor = { monitor: string; name: string };

/**
 * Seals a secret for one probe, one monitor and one name.
 * @param publicKey of the probe, as it came with its poll
 * @throws SealError if that is no P-256 point
 */
export async function sealSecret(
  subtle: Subtle,
  publicKey: string,
  purpose: SealedFor,
  secret: Bytes,
): Promise<string> {
  const to = pointOf(publicKey);
  const theirs = await importPoint(subtle, to);
  const fresh = await subtle.generateKey(ECDH, false, ["deriveBits"]);
  if (!("privateKey" in fresh)) throw new SealError("no key pair could be made");
  const from = await exportPoint(subtle, fresh.publicKey);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, fresh.privateKey, 256);
  const { key, iv } = await keyFor(subtle, new Uint8Array(shared), from, to, purpose, "encrypt");
  const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, secret));
  return PREFIX + toBase64Url(concatBytes(from, sealed));
}

/**
 * Opens what {@link sealSecret} sealed.
 * @param own the probe's keys: the private one for `deriveBits`, the public one as it was sent
 * @throws SealError
 */
export async function openSecret(
  subtle: Subtle,
  own: { privateKey: KeyHandle; publicKey: string },
  purpose: SealedFor,
  text: string,
): Promise<Bytes> {
  const bytes = text.startsWith(PREFIX) ? fromBase64Url(text.slice(PREFIX.length)) : null;
  if (bytes === null || bytes.length < POINT_BYTES + TAG_BYTES) throw new SealError("this is not a sealed secret");
  const from = bytes.slice(0, POINT_BYTES);
  const theirs = await importPoint(subtle, from);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const to = pointOf(own.publicKey);
  const { key, iv } = await keyFor(subtle, new Uint8Array(shared), from, to, purpose, "decrypt");
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.slice(POINT_BYTES)));
  } catch {
    throw new SealError("this secret was sealed for another probe, or was changed on its way");
  }
}

/** The bytes of a probe's public key, as base64url for its polls. */
export const publicKeyText = async (subtle: Subtle, publicKey: KeyHandle): Promise<string> =>
  toBase64Url(await exportPoint(subtle, publicKey));

function pointOf(publicKey: string): Bytes {
  const bytes = fromBase64Url(publicKey);
  if (bytes === null || bytes.length !== POINT_BYTES) throw new SealError("this is not a probe's public key");
  return bytes;
}

async function importPoint(subtle: Subtle, point: Bytes): Promise<KeyHandle> {
  try {
    return await subtle.importKey("raw", point, ECDH, false, []);
  } catch {
    throw new SealError("this is not a point of the curve P-256");
  }
}

async function exportPoint(subtle: Subtle, key: KeyHandle): Promise<Bytes> {
  const raw = await subtle.exportKey("raw", key);
  if (!(raw instanceof ArrayBuffer)) throw new SealError("the public key cannot be read");
  return new Uint8Array(raw);
}

/** The nonce may be derived like the key, because the pair serves one message: the agreed secret is fresh each time. */
async function keyFor(
  subtle: Subtle,
  shared: Uint8Array,
  from: Bytes,
  to: Bytes,
  { monitor, name }: SealedFor,
  usage: "encrypt" | "decrypt",
): Promise<{ key: KeyHandle; iv: Bytes }> {
  const info = utf8ToBytes(JSON.stringify(["nightbell probe secret", monitor, name]));
  const derived = hkdf(sha256, shared, concatBytes(from, to), info, KEY_BYTES + NONCE_BYTES);
  const key = await subtle.importKey("raw", derived.slice(0, KEY_BYTES), { name: "AES-GCM" }, false, [usage]);
  return { key, iv: derived.slice(KEY_BYTES) };
}
