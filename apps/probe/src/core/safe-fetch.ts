import type { Egress } from "./egress.ts";
import { guardUrl } from "./guard.ts";

export type OutgoingRequest = {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
  signal: AbortSignal;
};

/**
 * The one place that makes HTTP requests to targets. Requests a URL once, without following redirects or using a cache.
 * The caller reads or cancels the body.
 * @throws TargetRefused if the URL, or an address its name leads to, may not be reached; nothing is sent then
 * @throws CheckFailure if the name cannot be resolved; or what the platform throws
 */
export async function safeFetch(
  { url, method, headers, body, signal }: OutgoingRequest,
  egress: Egress,
): Promise<Response> {
  const { href, addresses } = await guardUrl(url, "web", egress, signal);
  return egress.io.fetch(
    href,
    { method, headers: { accept: "*/*", ...headers, ...signature(egress) }, body, signal, addresses },
    egress.reach,
  );
}

/** How we say who asks, whatever else is sent along (spec "checks" §1). */
export const signature = ({ userAgent }: Egress): Record<string, string> => ({
  "user-agent": userAgent,
  "nightbell-check": "1",
});
