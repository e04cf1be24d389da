import { getDomain } from "tldts";
import { isAddress } from "./address.ts";

/** Whose a name is, by the public suffix list. */

/** The runtimes' own parser; declared here because this package knows no platform's types. */
declare const URL: { new (text: string): { hostname: string }; canParse(text: string): boolean };

/** A name as the DNS knows it: in lower case, without its last dot, other scripts as `xn--` (UTS 46). */
export function asciiName(name: string): string {
  const lower = name.toLowerCase().replace(/\.$/, "");
  if (/^[\x21-\x7e]*$/.test(lower) || !URL.canParse(`http://${lower}`)) return lower;
  return new URL(`http://${lower}`).hostname;
}

/** The domain that a registry registered: by the list without its private part; null if there is none in the name. */
export const registeredDomain = (name: string): string | null =>
  getDomain(asciiName(name), { allowPrivateDomains: false });

/**
 * The domain that one owner has, which may lie below somebody else's (`shop.github.io`): by the whole list. An address, or
 * a name inside a network, is its own.
 */
export const siteDomain = (host: string): string =>
  isAddress(host) ? host : (getDomain(asciiName(host), { allowPrivateDomains: true }) ?? asciiName(host));
