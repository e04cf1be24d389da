import { concat, EMPTY } from "../wire/bytes.ts";
import { ascii, u16, u8, vec8, type Bytes } from "./bytes.ts";
import { CertificateReadError } from "./read-error.ts";

/** The keys that open a server's encrypted handshake flight (RFC 8446 §5.2 and §7.1), on WebCrypto. */

export const AES_128_GCM = 0x1301;
export const AES_256_GCM = 0x1302;
const GCM_FACTS = {
  [AES_128_GCM]: { hash: "SHA-256", hashBytes: 32, keyBytes: 16 },
  [AES_256_GCM]: { hash: "SHA-384", hashBytes: 48, keyBytes: 32 },
} as const;
export type GcmSuite = keyof typeof GCM_FACTS;
type Hash = (typeof GCM_FACTS)[GcmSuite]["hash"];

export const isGcmSuite = (suite: number): suite is GcmSuite => suite in GCM_FACTS;
export const hashOf = (suite: number): Hash => (suite === AES_256_GCM ? "SHA-384" : "SHA-256");

export const X25519 = 0x1d;
export const P256 = 0x17;
const GROUPS: Partial<Record<number, { algorithm: { name: string; namedCurve?: string }; bits: number }>> = {
  [X25519]: { algorithm: { name: "X25519" }, bits: 256 },
  [P256]: { algorithm: { name: "ECDH", namedCurve: "P-256" }, bits: 256 },
  0x18: { algorithm: { name: "ECDH", namedCurve: "P-384" }, bits: 384 },
  0x19: { algorithm: { name: "ECDH", namedCurve: "P-521" }, bits: 528 },
};
export const GROUP_NUMBERS = [X25519, P256, 0x18, 0x19];

export type KeyShare = { group: number; privateKey: CryptoKey; publicKey: Bytes };
export type RecordKeys = { key: CryptoKey; iv: Bytes; sequence: number };

/** @throws CertificateReadError `unsupported` for a group that WebCrypto does not know */
export async function newKeyShare(group: number): Promise<KeyShare> {
  const { algorithm } = groupOf(group);
  const pair = await crypto.subtle.generateKey(algorithm, true, ["deriveBits"]);
  if (!("privateKey" in pair)) throw new CertificateReadError("unsupported", `key exchange group ${group}`);
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  if (!(raw instanceof ArrayBuffer)) throw new CertificateReadError("unsupported", `key exchange group ${group}`);
  return { group, privateKey: pair.privateKey, publicKey: new Uint8Array(raw) };
}

/** The secret shared with the server. @throws CertificateReadError `malformed` if its share is no valid point */
export async function agree(share: KeyShare, serverShare: Bytes): Promise<Bytes> {
  const { algorithm, bits } = groupOf(share.group);
  try {
    const server = await crypto.subtle.importKey("raw", serverShare, algorithm, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits(keyAgreement(algorithm.name, server), share.privateKey, bits));
  } catch {
    throw new CertificateReadError("malformed", "the server sent an invalid key share");
  }
}

/** Where workerd's types call the field `$public`, the standard and the runtime say `public`. */
const keyAgreement = (name: string, key: CryptoKey): { name: string; public: CryptoKey } => ({ name, public: key });

export const digest = async (hash: Hash, data: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest(hash, data));

/** @param transcript ClientHello to ServerHello */
export async function serverHandshakeKeys(suite: GcmSuite, shared: Bytes, transcript: Bytes): Promise<RecordKeys> {
  const { hash, hashBytes, keyBytes } = GCM_FACTS[suite];
  const zeros = new Uint8Array(hashBytes);
  const early = await hmac(hash, zeros, zeros);
  const derived = await expandLabel(hash, early, "derived", await digest(hash, EMPTY), hashBytes);
  const handshake = await hmac(hash, derived, shared);
  const traffic = await expandLabel(hash, handshake, "s hs traffic", await digest(hash, transcript), hashBytes);
  const raw = await expandLabel(hash, traffic, "key", EMPTY, keyBytes);
  return {
    key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]),
    iv: await expandLabel(hash, traffic, "iv", EMPTY, 12),
    sequence: 0,
  };
}

/**
 * Opens one protected record: its inner type and content. Counts the keys' sequence on.
 * @throws CertificateReadError `decrypt` or `malformed`
 */
export async function openRecord(
  keys: RecordKeys,
  header: Bytes,
  fragment: Bytes,
): Promise<{ type: number; content: Bytes }> {
  const iv = keys.iv.slice();
  for (let i = 11, left = keys.sequence++; i >= 8; i--, left >>>= 8) iv[i] = (iv[i] ?? 0) ^ (left & 255);
  const algorithm = { name: "AES-GCM", iv, additionalData: header };
  const plain = await crypto.subtle.decrypt(algorithm, keys.key, fragment).then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  if (plain === null) throw new CertificateReadError("decrypt", "a handshake record could not be decrypted");
  const end = plain.findLastIndex((byte) => byte !== 0);
  const type = plain[end];
  if (type === undefined) throw new CertificateReadError("malformed", "an inner record is empty");
  return { type, content: plain.subarray(0, end) };
}

function groupOf(group: number): NonNullable<(typeof GROUPS)[number]> {
  const known = GROUPS[group];
  if (known === undefined)
    throw new CertificateReadError("unsupported", `the server wants key exchange group ${group}`);
  return known;
}

async function hmac(hash: Hash, secret: Bytes, data: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

/** HKDF-Expand-Label. */
async function expandLabel(hash: Hash, secret: Bytes, label: string, context: Bytes, length: number): Promise<Bytes> {
  const info = concat(u16(length), vec8(ascii(`tls13 ${label}`)), vec8(context));
  let block = EMPTY;
  let out = EMPTY;
  for (let i = 1; out.length < length; i++) {
    block = await hmac(hash, secret, concat(block, info, u8(i)));
    out = concat(out, block);
  }
  return out.subarray(0, length);
}
