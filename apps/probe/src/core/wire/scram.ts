import { CheckFailure } from "../failure.ts";
import { base64, fromBase64, utf8 } from "./bytes.ts";

/** The client's half of SCRAM-SHA-256 without channel binding: RFC 5802 §3 and §5, RFC 7677. */

/** Workers derive no key with more rounds, and a hostile server must not make us count for ever. Postgres asks for 4,096. */
const MOST_ROUNDS = 100_000;
/** `n,,`: no channel binding, no other identity. `biws` is its Base64. */
const GS2_HEADER = "n,,";

export type ScramExchange = {
  /** The first message to the server. */
  first: string;
  /** The answer to the server's first message. */
  final(serverFirst: string): Promise<string>;
  /** @throws CheckFailure `auth_failed` if the server does not prove that it knows the password, too */
  verify(serverFinal: string): void;
};

/**
 * Begins an exchange. Messages after the first must be sent in order.
 * @param user as the protocol names it; Postgres ignores it and takes the one of its own start-up message
 * @param nonce printable ASCII without commas, never used before
 */
export function scram(user: string, password: string, nonce: string): ScramExchange {
  const firstBare = `n=${user.replaceAll("=", "=3D").replaceAll(",", "=2C")},r=${nonce}`;
  let signature = "";
  return {
    first: `${GS2_HEADER}${firstBare}`,
    async final(serverFirst) {
      const { r: both = "", s: salt = "", i = "" } = attributes(serverFirst);
      const rounds = Number(i);
      if (!both.startsWith(nonce) || both === nonce || salt === "" || !Number.isInteger(rounds) || rounds < 1)
        throw new CheckFailure("protocol_error", "the server's SCRAM challenge makes no sense");
      if (rounds > MOST_ROUNDS)
        throw new CheckFailure("auth_failed", `the server asks for ${rounds} SCRAM rounds; we count to ${MOST_ROUNDS}`);
      const salted = await pbkdf2(password.normalize("NFKC"), fromBase64(salt), rounds);
      const withoutProof = `c=${base64(utf8(GS2_HEADER))},r=${both}`;
      const message = utf8(`${firstBare},${serverFirst},${withoutProof}`);
      const clientKey = await hmac(salted, utf8("Client Key"));
      const storedKey = new Uint8Array(await crypto.subtle.digest("SHA-256", clientKey));
      const proof = xor(clientKey, await hmac(storedKey, message));
      signature = base64(await hmac(await hmac(salted, utf8("Server Key")), message));
      return `${withoutProof},p=${base64(proof)}`;
    },
    verify(serverFinal) {
      const { v } = attributes(serverFinal);
      if (signature === "" || v !== signature)
        throw new CheckFailure("auth_failed", "the server could not prove that it knows this password");
    },
  };
}

/** A nonce of 18 random bytes. */
export const newNonce = (): string => base64(crypto.getRandomValues(new Uint8Array(18)));

/** Both byte by byte; what is beyond the shorter one is left out. */
export const xor = (left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(left.subarray(0, right.length), (byte, i) => byte ^ (right[i] ?? 0));

function attributes(message: string): Record<string, string | undefined> {
  return Object.fromEntries(message.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}

/** One block of PBKDF2 is as long as SHA-256's digest (RFC 8018 §5.2). */
async function pbkdf2(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // An empty key cannot be imported everywhere: HMAC pads it with zeros, so one zero byte is the same key.
  const secret = password === "" ? Uint8Array.of(0) : utf8(password);
  const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, key, 256);
  return new Uint8Array(bits);
}

async function hmac(
  secret: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
