import { createDecipheriv, createECDH, createHmac } from "node:crypto";

/** A browser's side of a push subscription. */
export type Keys = { privateKey: Buffer; publicKey: Buffer; auth: Buffer };

const hmac = (key: Buffer, ...parts: Buffer[]): Buffer =>
  createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const ONE = Buffer.from([1]);

/**
 * Opens a single-record `aes128gcm` message: RFC 8188 §2, RFC 8291 §3.4.
 * @throws when the body is malformed or was encrypted for another subscription
 */
export function decryptPush(body: Buffer, keys: Keys): Buffer {
  const keyLength = body.readUInt8(20);
  const recordSize = body.readUInt32BE(16);
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  if (keyLength !== 65) throw new Error("The key id must be an uncompressed P-256 point.");
  if (record.length > recordSize || record.length < 18) throw new Error("There must be exactly one record.");

  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(keys.privateKey);
  const secret = ecdh.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.publicKey, sender]);
  const inputKey = hmac(hmac(keys.auth, secret), info, ONE);
  const pseudoRandom = hmac(salt, inputKey);
  const contentKey = hmac(pseudoRandom, Buffer.from("Content-Encoding: aes128gcm\0"), ONE).subarray(0, 16);
  const nonce = hmac(pseudoRandom, Buffer.from("Content-Encoding: nonce\0"), ONE).subarray(0, 12);

  const decipher = createDecipheriv("aes-128-gcm", contentKey, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error("The last record must end with the delimiter 0x02.");
  return padded.subarray(0, end);
}
