import { isLoopbackAddress, isPublicAddress } from "@nightbell/shared/check/address";
import { judgeTarget, type Target } from "@nightbell/shared/check/target";
import { lookUp } from "./dns.ts";
import { TargetRefused } from "./failure.ts";

/** The one place that makes outbound requests. Every URL passes the guard first, at every hop (spec "checks" §7). */

export type Egress = { allowLoopback: boolean; resolvers: readonly string[]; userAgent: string };

const RESOLVER_TIMEOUT_MS = 1_000;

/**
 * Requests a URL once, without following redirects or using a cache. The caller reads or cancels the body.
 * @throws TargetRefused if the URL, or an address its name leads to, is not public; nothing is sent then
 * @throws CheckFailure if the name cannot be resolved, or what `fetch` throws
 */
export async function safeFetch(
  url: string,
  init: { method: string; signal: AbortSignal },
  egress: Egress,
): Promise<Response> {
  const target = await guard(url, egress);
  return request(target.href, { ...init, headers: { "user-agent": egress.userAgent, "nightbell-check": "1" } });
}

/** The judged target, its name resolved. When no resolver answers, the platform's own block of private addresses remains. */
export async function guard(url: string, egress: Egress): Promise<Target & { addresses: string[] }> {
  const verdict = judgeTarget(url, egress);
  if (!verdict.ok) throw new TargetRefused(verdict.fault, verdict.message);
  const { target } = verdict;
  if (target.isAddress) return { ...target, addresses: [target.host] };
  // The guard let it pass, so loopback is allowed; no resolver outside knows this name.
  if (/(^|\.)localhost$/.test(target.host)) return { ...target, addresses: ["127.0.0.1"] };
  if (egress.resolvers.length === 0) return { ...target, addresses: [] };
  const addresses = (await lookUp(target.host, egress.resolvers, askResolver, Date.now())) ?? [];
  const inside = addresses.find(
    (address) => !isPublicAddress(address) && !(egress.allowLoopback && isLoopbackAddress(address)),
  );
  if (inside !== undefined)
    throw new TargetRefused("private", `the name ${target.host} leads to ${inside}, which is not a public address`);
  return { ...target, addresses };
}

async function askResolver(url: string): Promise<unknown> {
  try {
    const response = await request(url, {
      headers: { accept: "application/dns-json" },
      signal: AbortSignal.timeout(RESOLVER_TIMEOUT_MS),
    });
    return await response.json();
  } catch (error) {
    console.warn(JSON.stringify({ event: "resolver failed", url, error: String(error) }));
    return null;
  }
}

function request(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, redirect: "manual", cache: "no-store" });
}
