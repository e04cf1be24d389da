import * as z from "zod";
import { asciiName, registeredDomain } from "../domain.ts";

/** Who answers for which domains: IANA's bootstrap file (RFC 9224), at https://data.iana.org/rdap/dns.json. */

/** Each service: labels without their dot, and the base URLs of who answers for them. */
export const rdapBootstrap = z.object({
  services: z.array(z.tuple([z.array(z.string().max(255)), z.array(z.string().max(2_048))])).max(5_000),
});
export type RdapBootstrap = z.infer<typeof rdapBootstrap>;

/**
 * The registry's base URLs for a domain, by the entry that matches with most labels (RFC 9224 §4), https first. Null if its
 * top-level domain has no RDAP.
 */
export function rdapServers({ services }: RdapBootstrap, domain: string): string[] | null {
  const labels = asciiName(domain).split(".");
  for (let from = 0; from < labels.length; from++) {
    const suffix = labels.slice(from).join(".");
    const service = services.find(([entries]) => entries.some((entry) => entry.toLowerCase() === suffix));
    const urls = service?.[1].filter((url) => /^https?:\/\//.test(url)) ?? [];
    if (urls.length > 0) return urls.map((url) => (url.endsWith("/") ? url : `${url}/`)).sort(httpsFirst);
  }
  return null;
}

const httpsFirst = (a: string, b: string): number => Number(b.startsWith("https:")) - Number(a.startsWith("https:"));

/** Why a domain cannot be watched, as a sentence for the person who saves it; null if it can (spec "checks" §1). */
export function domainFault(bootstrap: RdapBootstrap, domain: string): string | null {
  const registrable = registeredDomain(domain);
  if (registrable === null) return "This is not a domain that can be registered. Write it like example.com.";
  if (registrable !== asciiName(domain)) return `Only whole domains are registered: use ${registrable}.`;
  if (rdapServers(bootstrap, registrable) !== null) return null;
  const tld = registrable.split(".").at(-1) ?? "";
  return `The registry of .${tld} does not say when its domains expire, so this cannot be watched.`;
}
