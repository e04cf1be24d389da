import { CheckFailure, TargetRefused } from "./failure.ts";
import { safeFetch, type Egress } from "./safe-fetch.ts";

/** Follows redirects by hand, each hop through the guard (spec "checks" §7, cases 22–26). */

export type Hop = { status: number; from: string; to: string };
/** The final response, and how we came to it. */
export type Arrival = { response: Response; url: string; hops: Hop[] };

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Requests a URL and follows up to five redirects, unless `isFinal` accepts the redirect's own status.
 * @throws CheckFailure with a redirect's cause, or `target_not_public` for the first URL
 */
export async function follow(
  start: { url: string; method: string },
  isFinal: (status: number) => boolean,
  signal: AbortSignal,
  egress: Egress,
): Promise<Arrival> {
  const hops: Hop[] = [];
  let { url, method } = start;
  for (;;) {
    const response = await safeFetch(url, { method, signal }, egress).catch((error: unknown) => {
      throw error instanceof TargetRefused ? refusal(error, hops) : error;
    });
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || isFinal(response.status) || location === null)
      return { response, url, hops };
    await response.body?.cancel();
    const to = nextHop(url, location);
    hops.push({ status: response.status, from: url, to });
    if (hops.length > MAX_REDIRECTS) throw endless(hops);
    method = methodAfter(response.status, method);
    url = to;
  }
}

/** As browsers do: 303 becomes GET, and so do 301 and 302 after a POST. */
function methodAfter(status: number, method: string): string {
  if (status === 303) return method === "HEAD" ? "HEAD" : "GET";
  return (status === 301 || status === 302) && method === "POST" ? "GET" : method;
}

/** Where a Location leads from a URL. @throws CheckFailure if nowhere, or from https back to http */
export function nextHop(from: string, location: string): string {
  if (!URL.canParse(location, from))
    throw new CheckFailure("protocol_error", `redirects to something that is no address: ${shown(location)}`);
  const to = new URL(location, from).href;
  if (from.startsWith("https:") && to.startsWith("http:"))
    throw new CheckFailure("redirect_downgrade", `redirects from https to ${shown(to)}`);
  return to;
}

function endless(hops: readonly Hop[]): CheckFailure {
  const seen = new Set(hops.map(({ from }) => from));
  const last = hops.at(-1)?.to ?? "";
  return seen.size < hops.length || seen.has(last)
    ? new CheckFailure("redirect_loop", `redirects in a circle through ${shown(last)}`)
    : new CheckFailure("too_many_redirects", `redirects more than ${MAX_REDIRECTS} times`);
}

function refusal({ fault, message }: TargetRefused, hops: readonly Hop[]): CheckFailure {
  const last = hops.at(-1);
  if (last === undefined) return new CheckFailure("target_not_public", message);
  const reason = ({ private: "redirect_private", scheme: "redirect_scheme", malformed: "protocol_error" } as const)[
    fault
  ];
  return new CheckFailure(reason, `redirects to ${shown(last.to)}: ${message}`);
}

const shown = (url: string): string => (url.length > 80 ? `${url.slice(0, 79)}…` : url);
