import { checkSpec } from "@nightbell/shared/check/spec/spec";
import { beforeAll, describe, expect, it } from "vitest";
import { checkMysql } from "../../../src/core/checks/mysql.ts";
import { CheckFailure } from "../../../src/core/failure.ts";
import { base64, concat, cString, textOf, u32le, utf8 } from "../../../src/core/wire/bytes.ts";
import { scripted, SECRET, type Server } from "./scripted.ts";

/** MySQL's own ways to log in, which MariaDB has not: the server's half of them, from "Caching_sha2_password information" in MySQL's source documentation. */

const NONCE = utf8("0123456789abcdefghij");
const RSA = { name: "RSA-OAEP", modulusLength: 2_048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-1" };
let keys: CryptoKeyPair;
let pem = "";

beforeAll(async () => {
  keys = (await crypto.subtle.generateKey(RSA, true, ["encrypt", "decrypt"])) as CryptoKeyPair;
  const spki = new Uint8Array((await crypto.subtle.exportKey("spki", keys.publicKey)) as ArrayBuffer);
  const lines = base64(spki).match(/.{1,64}/g) ?? [];
  pem = ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join("\n");
});

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const packet = (sequence: number, ...body: Uint8Array[]): Uint8Array => {
  const payload = concat(...body);
  return concat(u32le(payload.length).subarray(0, 3), Uint8Array.of(sequence), payload);
};

const greeting = (plugin: string, tls: boolean): Uint8Array =>
  packet(
    0,
    latin1("\x0a8.4.3\0\x07\0\0\0"),
    NONCE.subarray(0, 8),
    Uint8Array.of(0, 0xff, tls ? 0xff : 0xf7, 255, 2, 0, 0xff, 0xdf, 21, ...new Uint8Array(10)),
    NONCE.subarray(8),
    cString(""),
    cString(plugin),
  );

const sha256 = async (...parts: Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ (b[i % b.length] ?? 0));
const OK = latin1("\0\0\0\x02\0\0\0");
const DENIED = latin1("\xff\x15\x04#28000Access denied for user 'lamp'@'127.0.0.1' (using password: YES)");
const SWITCH = concat(latin1("\xfecaching_sha2_password\0"), NONCE, Uint8Array.of(0));

type Settings = { password: string; cached: boolean; tls: boolean; plugin?: string };
type State = "ssl" | "login" | "switched" | "full" | "key" | "in";

/** A MySQL server that knows one password. `seen` tells what it was sent. */
class MysqlServer {
  readonly seen: string[] = [];
  readonly #settings: Settings;
  #state: State;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#state = settings.tls ? "ssl" : "login";
  }

  readonly answer: Server = (written) => {
    const { plugin = "caching_sha2_password", tls } = this.#settings;
    if (written.length === 0) return [greeting(plugin, tls)];
    const [sequence, payload] = [(written[3] ?? 0) + 1, written.subarray(4)];
    const state = this.#state;
    switch (state) {
      case "ssl":
        this.seen.push(`ssl ${payload.length}`);
        this.#state = "login";
        return [];
      case "login":
        if (plugin === "caching_sha2_password") return this.#proof(proofIn(payload), sequence);
        this.#state = "switched";
        return [packet(sequence, SWITCH)];
      case "switched":
        return this.#proof(payload, sequence);
      case "full":
        if (tls) return this.#judge(payload, sequence);
        this.seen.push(`asks for key ${payload.join()}`);
        this.#state = "key";
        return [packet(sequence, Uint8Array.of(1), utf8(pem))];
      case "key":
        return this.#opened(payload, sequence);
      case "in":
        return [];
    }
  };

  async #proof(proof: Uint8Array, sequence: number): Promise<Uint8Array[]> {
    const once = await sha256(utf8(this.#settings.password));
    const fits = xor(proof, await sha256(await sha256(once), NONCE)).join() === once.join();
    this.seen.push(fits ? "fast proof" : "wrong proof");
    this.#state = this.#settings.cached ? "in" : "full";
    if (!this.#settings.cached) return [packet(sequence, Uint8Array.of(1, 4))];
    return fits ? [packet(sequence, Uint8Array.of(1, 3)), packet(sequence + 1, OK)] : [packet(sequence, DENIED)];
  }

  async #opened(payload: Uint8Array, sequence: number): Promise<Uint8Array[]> {
    const open = await crypto.subtle.decrypt({ name: "RSA-OAEP" }, keys.privateKey, concat(payload));
    return this.#judge(xor(new Uint8Array(open), NONCE), sequence);
  }

  /** A password in full ends with a zero byte. */
  #judge(given: Uint8Array, sequence: number): Uint8Array[] {
    this.#state = "in";
    return [packet(sequence, textOf(given) === `${this.#settings.password}\0` ? OK : DENIED)];
  }
}

/** The proof in a login packet: after 32 bytes and the user's name, with its length before it. */
function proofIn(payload: Uint8Array): Uint8Array {
  const at = payload.indexOf(0, 32) + 1;
  return payload.subarray(at + 1, at + 1 + (payload[at] ?? 0));
}

const spec = checkSpec.parse({ type: "mysql", host: "127.0.0.1", level: 2, user: "lamp", password: "{{password}}" });

async function logIn(server: Server): Promise<string> {
  const { context, egress } = scripted(server);
  if (spec.type !== "mysql") throw new Error("no MySQL check");
  try {
    return (await checkMysql(spec, context, egress)).ok ? "ok" : "?";
  } catch (error) {
    if (error instanceof CheckFailure) return error.reason;
    throw error;
  }
}

const right = { password: SECRET, cached: true, tls: false };
const wrong = { ...right, password: "other" };

describe("a login by caching_sha2_password", () => {
  it.each<[string, Settings, string, string[]]>([
    ["from the cache", right, "ok", ["fast proof"]],
    ["from the cache, over TLS", { ...right, tls: true }, "ok", ["ssl 32", "fast proof"]],
    ["in full, over TLS", { ...right, cached: false, tls: true }, "ok", ["ssl 32", "fast proof"]],
    ["in full, by the server's key", { ...right, cached: false }, "ok", ["fast proof", "asks for key 2"]],
    ["after a switch", { ...right, plugin: "mysql_native_password" }, "ok", ["fast proof"]],
    ["after a switch from what we do not speak", { ...right, plugin: "sha256_password" }, "ok", ["fast proof"]],
    ["with a wrong password", wrong, "auth_failed", ["wrong proof"]],
    ["with a wrong one, in full", { ...wrong, cached: false, tls: true }, "auth_failed", ["ssl 32", "wrong proof"]],
    ["with a wrong one, by key", { ...wrong, cached: false }, "auth_failed", ["wrong proof", "asks for key 2"]],
  ])("%s", async (_how, settings, expected, steps) => {
    const server = new MysqlServer(settings);
    expect(await logIn(server.answer)).toBe(expected);
    expect(server.seen).toEqual(steps);
  });

  it("is refused where the password would go in the clear without TLS", async () => {
    const clear: Server = ({ length }) =>
      length === 0 ? [greeting("caching_sha2_password", false)] : [packet(2, latin1("\xfemysql_clear_password\0"))];
    expect(await logIn(clear)).toBe("auth_failed");
  });
});
