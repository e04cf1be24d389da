/** `X-Twilio-Signature`: base64 of HMAC-SHA1 over the url and every posted parameter. Spec "oncall" §7, "Signature". */

const text = new TextEncoder();

/** Sorted by name; a repeated name brings its distinct values, sorted too. */
function signedText(url: string, params: Iterable<readonly [string, string]>): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of params) values.set(name, (values.get(name) ?? new Set()).add(value));
  const fields = [...values.keys()]
    .sort()
    .flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => name + value));
  return url + fields.join("");
}

const keyOf = (authToken: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", text.encode(authToken), { name: "HMAC", hash: "SHA-1" }, false, ["verify"]);

/** The same https address with and without its default port: Twilio signs either. */
function spellings(url: string): string[] {
  const match = /^(https:\/\/[^/?#]*?)(:443)?([/?#].*)?$/.exec(url);
  if (match === null) return [url];
  const [, host = "", , rest = ""] = match;
  return /:\d+$/.test(host) ? [url] : [host + rest, `${host}:443${rest}`];
}

/** Base64 to bytes; null when it is not. */
function decode(signature: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) return null;
  return Uint8Array.from(atob(signature), (char) => char.charCodeAt(0));
}

/**
 * Whether Twilio signed this request. Compared in constant time.
 * @param url the public address, query included, as Twilio was given it
 * @param params every posted parameter, repeated ones as often as posted
 */
export async function verifyTwilio(
  authToken: string,
  signature: string,
  url: string,
  params: Iterable<readonly [string, string]>,
): Promise<boolean> {
  const given = decode(signature);
  if (given === null || authToken === "") return false;
  const posted = Array.from(params);
  const key = await keyOf(authToken);
  for (const spelling of spellings(url)) {
    if (await crypto.subtle.verify("HMAC", key, given, text.encode(signedText(spelling, posted)))) return true;
  }
  return false;
}
