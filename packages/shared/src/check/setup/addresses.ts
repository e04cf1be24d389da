/** Many monitors at once: the addresses in a pasted list, or in a sitemap. Spec "product" §2.1. */

export const MOST_ADDRESSES = 50;

/** A list's line that is no address, with its number from 1. */
export type Unreadable = { line: number; text: string };
export type AddressList = { urls: string[]; unreadable: Unreadable[]; more: number };

type ParsedUrl = { href: string };
declare const URL: { new (text: string): ParsedUrl };

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const HOST_LIKE = /^[^\s/]+\.[^\s/]{2,}/;
/** An address within a line of other things, such as a row of a spreadsheet. */
const INSIDE = /https?:\/\/[^\s,;"'<>]+/i;

/**
 * The web addresses of a text, a line each, without repeats. A host alone is https; of a line that holds more, the first
 * address counts; blank lines and comments (`#`) are passed over.
 */
export function addressesInList(text: string): AddressList {
  const urls = new Set<string>();
  const unreadable: Unreadable[] = [];
  for (const [i, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const url = addressOf(line);
    if (url === null) unreadable.push({ line: i + 1, text: line.slice(0, 100) });
    else urls.add(url);
  }
  return cut([...urls], unreadable);
}

function addressOf(line: string): string | null {
  const [first = ""] = line.split(/[\s,;]+/);
  const candidate =
    INSIDE.exec(line)?.[0] ?? (HOST_LIKE.test(first) && !SCHEME.test(first) ? `https://${first}` : null);
  if (candidate === null) return null;
  try {
    return new URL(candidate).href;
  } catch {
    return null;
  }
}

const LOCATION = /<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2048}?)\s*(?:\]\]>)?\s*<\/loc>/gi;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The locations of a sitemap, or of an index of sitemaps (`isIndex`: they are sitemaps themselves). Sitemaps protocol 0.9.
 * Text that breaks off in the middle gives what came before.
 */
export function addressesInSitemap(xml: string): AddressList & { isIndex: boolean } {
  const urls = new Set<string>();
  for (const [, location = ""] of xml.matchAll(LOCATION)) {
    const url = addressOf(location.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? ""));
    if (url !== null) urls.add(url);
  }
  return { ...cut([...urls], []), isIndex: /<sitemapindex[\s>]/i.test(xml) };
}

const cut = (urls: string[], unreadable: Unreadable[]): AddressList => ({
  urls: urls.slice(0, MOST_ADDRESSES),
  unreadable,
  more: Math.max(0, urls.length - MOST_ADDRESSES),
});
