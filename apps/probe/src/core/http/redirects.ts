import type { HttpSpec } from "@nightbell/shared/check/spec/http";
import type { Egress } from "../egress.ts";
import { CheckFailure, TargetRefused } from "../failure.ts";
import { safeConnect } from "../safe-connect.ts";
import { safeFetch, signature } from "../safe-fetch.ts";
import { assertHeadersFit, type Answer } from "./answer.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { rawExchange } from "./raw-exchange.ts";
import type { Outgoing } from "./request.ts";

/** Follows redirects by hand, each hop through the guard (spec "checks" §7, cases 22–26). */

export type Hop = { status: number; from: string; to: string };
/** How far we came; it stays true when a request fails. */
export type Trail = { url: string; hops: Hop[] };

export type RedirectRules = Pick<HttpSpec, "redirects" | "allowDowngrade"> & {
  /** Whether a redirect's own status is what is expected. */
  isFinal: (status: number) => boolean;
  cookies: CookieJar | null;
};

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
const EARLY_HINTS = 103;

/**
 * Makes a request and follows up to five redirects. `trail` tells where it is at each moment.
 * @throws CheckFailure with a redirect's cause, `target_not_public` for the first URL, or `headers_too_large`; or what
 * the platform throws
 */
export async function follow(
  first: Outgoing,
  rules: RedirectRules,
  trail: Trail,
  signal: AbortSignal,
  egress: Egress,
): Promise<Answer> {
  let request = first;
  for (;;) {
    const answer = await send(request, rules.cookies, signal, egress).catch((error: unknown) => {
      throw error instanceof TargetRefused ? refusal(error, trail.hops) : error;
    });
    const to = destination(answer, request.url, rules);
    if (to === null) return answer;
    await answer.body?.cancel();
    trail.hops.push({ status: answer.status, from: request.url, to });
    trail.url = to;
    if (trail.hops.length > MAX_REDIRECTS) throw endless(trail.hops);
    request = nextRequest(request, answer.status, to);
  }
}

/** One request. After 103, which the platform takes for the answer, it is made again by hand. */
async function send(
  { url, method, headers, body }: Outgoing,
  cookies: CookieJar | null,
  signal: AbortSignal,
  egress: Egress,
): Promise<Answer> {
  const cookie = [headers["cookie"], cookies?.headerFor(url)].filter((part) => part !== undefined && part !== null);
  const sent = cookie.length === 0 ? headers : { ...headers, cookie: cookie.join("; ") };
  const fetched = await safeFetch({ url, method, headers: sent, body, signal }, egress);
  const answer =
    fetched.status === EARLY_HINTS ? await askRaw({ url, method, headers: sent, body }, signal, egress) : fetched;
  assertHeadersFit(answer.headers);
  cookies?.take(url, answer.headers, Date.now());
  return answer;
}

/** The same request over a connection of our own. @throws CheckFailure as `safeConnect` and {@link rawExchange} */
export async function askRaw(
  request: Pick<Outgoing, "url" | "method" | "headers" | "body">,
  signal: AbortSignal,
  egress: Egress,
): Promise<Answer> {
  const { protocol, hostname, port } = new URL(request.url);
  const isTls = protocol === "https:";
  const target = { host: hostname, port: Number(port || (isTls ? 443 : 80)), tls: isTls ? "on" : "off" } as const;
  const connection = await safeConnect(target, signal, egress);
  try {
    const headers = { accept: "*/*", ...request.headers, ...signature(egress) };
    return await rawExchange(connection, { ...request, headers }, signal);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Where an answer leads; null if it is the final one. */
function destination({ status, headers }: Answer, from: string, rules: RedirectRules): string | null {
  const location = headers.get("location");
  if (!REDIRECTS.includes(status) || location === null || rules.redirects === "none" || rules.isFinal(status))
    return null;
  const to = nextHop(from, location, rules.allowDowngrade);
  return rules.redirects === "same-host" && new URL(to).host !== new URL(from).host ? null : to;
}

/** Where a Location leads from a URL. @throws CheckFailure if nowhere, or from https back to http */
export function nextHop(from: string, location: string, allowDowngrade: boolean): string {
  if (!URL.canParse(location, from))
    throw new CheckFailure("protocol_error", `redirects to something that is no address: ${location}`);
  const to = new URL(location, from).href;
  if (!allowDowngrade && from.startsWith("https:") && to.startsWith("http:"))
    throw new CheckFailure("redirect_downgrade", `redirects from https to ${to}`);
  return to;
}

/** As browsers do, and stricter: on another origin nothing of the user's is sent along (spec "checks" §7). */
function nextRequest(request: Outgoing, status: number, to: string): Outgoing {
  const method = methodAfter(status, request.method);
  const isSameOrigin = new URL(to).origin === new URL(request.url).origin;
  const keepsBody = method === request.method && (isSameOrigin || !request.isBodySecret);
  return {
    ...request,
    url: to,
    method,
    headers: isSameOrigin ? request.headers : {},
    body: keepsBody ? request.body : null,
  };
}

/** 303 becomes GET, and so do 301 and 302 after a POST. */
function methodAfter(status: number, method: string): string {
  if (status === 303) return method === "HEAD" ? "HEAD" : "GET";
  return (status === 301 || status === 302) && method === "POST" ? "GET" : method;
}

function endless(hops: readonly Hop[]): CheckFailure {
  const seen = new Set(hops.map(({ from }) => from));
  const last = hops.at(-1)?.to ?? "";
  return seen.size < hops.length || seen.has(last)
    ? new CheckFailure("redirect_loop", `redirects in a circle through ${last}`)
    : new CheckFailure("too_many_redirects", `redirects more than ${MAX_REDIRECTS} times`);
}

function refusal(refused: TargetRefused, hops: readonly Hop[]): CheckFailure {
  const last = hops.at(-1);
  if (last === undefined) return refused;
  const reason = ({ private: "redirect_private", scheme: "redirect_scheme", malformed: "protocol_error" } as const)[
    refused.fault
  ];
  return new CheckFailure(reason, `${refused.message} A redirect leads there: ${last.to}`);
}
