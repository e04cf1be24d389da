import { CheckFailure } from "./failure.ts";
import { BODY_LIMIT, drain, newReading } from "./http/body.ts";
import { PageText } from "./http/page-text.ts";
import { follow, type Trail } from "./http/redirects.ts";
import type { Egress } from "./egress.ts";

/** A page as a set-up needs it: to propose what to assert, and to read sitemaps. Through the same guard as every check. */
export type Page = {
  status: number;
  contentType: string | null;
  /** Null if it is no HTML, or has none. */
  title: string | null;
  /** The first 256 kB, decoded. */
  text: string;
  finalUrl: string;
};

const TIMEOUT_MS = 10_000;
const TITLE = /<title[^>]*>([^<]{1,500})/i;

/** @throws CheckFailure with a sentence for a person: why the page cannot be had */
export async function fetchPage(url: string, egress: Egress): Promise<Page> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const trail: Trail = { url, hops: [] };
  const request = {
    url,
    method: "GET",
    headers: {},
    body: null,
    isBodySecret: false,
    secretHeaders: [],
    secretTexts: [],
  };
  const rules = { redirects: "follow", allowDowngrade: false, isFinal: () => false, cookies: null } as const;
  try {
    const { status, headers, body } = await follow(request, rules, trail, signal, egress);
    const contentType = headers.get("content-type");
    const page = new PageText({ keywords: [], ignoreCase: false, text: true }, contentType);
    await drain(body, newReading(), { limit: BODY_LIMIT, excerptLimit: 0 }, (chunk) => page.push(chunk));
    const { text } = page.finish();
    const title = TITLE.exec(text)?.[1]?.replaceAll(/\s+/g, " ").trim() ?? null;
    return { status, contentType, title, text, finalUrl: trail.url };
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    if (signal.aborted) throw new CheckFailure("timeout_ttfb", `The page did not come within ${TIMEOUT_MS / 1_000} s.`);
    throw new CheckFailure("transport_unknown", "The page could not be fetched. Check the address.");
  }
}
