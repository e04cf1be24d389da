import { md5 } from "@noble/hashes/legacy.js";
import { concat, toHex, utf8 } from "./bytes.ts";

/** A password as Postgres' old `md5` method wants it ("AuthenticationMD5Password" in its manual). */
export function postgresMd5(user: string, password: string, salt: Uint8Array): string {
  const stored = toHex(md5(utf8(password + user)));
  return `md5${toHex(md5(concat(utf8(stored), salt)))}`;
}
