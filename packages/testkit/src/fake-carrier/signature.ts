import { createHmac } from "node:crypto";

/**
 * Twilio's `X-Twilio-Signature` for a form post: spec "oncall" §7.
 * @param url as requested, query included, without a fragment
 * @param params every posted parameter
 * @returns base64 of HMAC-SHA1 over the url and each name and value, sorted by name
 */
export function signTwilioRequest(authToken: string, url: string, params: Iterable<[string, string]>): string {
  const sorted = [...params].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = url + sorted.map(([name, value]) => name + value).join("");
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}
