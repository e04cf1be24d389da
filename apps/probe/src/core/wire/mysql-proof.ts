import { CheckFailure } from "../failure.ts";
import { concat, cString, fromBase64, textOf, utf8 } from "./bytes.ts";
import { xor } from "./scram.ts";

/** How a password is proven to a MySQL or MariaDB server: "Authentication Methods" in MySQL's source documentation. */

const digest = async (hash: "SHA-1" | "SHA-256", ...parts: Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest(hash, concat(...parts)));

/** SHA1(p) xor SHA1(nonce ‖ SHA1(SHA1(p))); an empty password has an empty proof. */
async function nativeProof(password: string, nonce: Uint8Array): Promise<Uint8Array> {
  const once = await digest("SHA-1", utf8(password));
  return xor(once, await digest("SHA-1", nonce, await digest("SHA-1", once)));
}

/** SHA256(p) xor SHA256(SHA256(SHA256(p)) ‖ nonce). */
async function cachingProof(password: string, nonce: Uint8Array): Promise<Uint8Array> {
  const once = await digest("SHA-256", utf8(password));
  return xor(once, await digest("SHA-256", await digest("SHA-256", once), nonce));
}

/**
 * The proof that a plug-in asks for; null for one we do not speak.
 * @param secure over TLS, where alone a password may go as it is
 */
export async function proofFor(
  plugin: string,
  password: string,
  nonce: Uint8Array,
  secure: boolean,
): Promise<Uint8Array | null> {
  if (plugin === "mysql_clear_password") return secure ? cString(password) : null;
  if (plugin !== "mysql_native_password" && plugin !== "caching_sha2_password") return null;
  if (password === "") return new Uint8Array(0);
  return plugin === "mysql_native_password" ? nativeProof(password, nonce) : cachingProof(password, nonce);
}

/** The password for the server's eyes alone: RSA-OAEP of it with its zero byte, xor the nonce. @param pem the server's public key */
export async function sealedPassword(password: string, nonce: Uint8Array, pem: Uint8Array): Promise<Uint8Array> {
  const plain = cString(password);
  const masked = plain.map((byte, i) => byte ^ (nonce[i % nonce.length] ?? 0));
  const body = /-----BEGIN PUBLIC KEY-----([\s\S]+)-----END PUBLIC KEY-----/.exec(textOf(pem))?.[1];
  if (body === undefined) throw new CheckFailure("protocol_error", "the server's public key cannot be read");
  try {
    const der = fromBase64(body.replace(/\s/g, ""));
    const key = await crypto.subtle.importKey("spki", der, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["encrypt"]);
    return new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, key, masked));
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    throw new CheckFailure("protocol_error", "the server's public key cannot be used");
  }
}
