import * as z from "zod";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import { type Io, PLAIN_REACH } from "./io.ts";

/** Both kinds of address of a name: from the machine's own resolver, or from all DNS-over-HTTPS resolvers (spec "checks" §7). */

const A = 1;
const AAAA = 28;
const NXDOMAIN = 3;
const LONGEST_CACHED_MS = 60_000;
const CACHE_SIZE = 1_000;
const RESOLVER_TIMEOUT_MS = 1_000;

const answer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), TTL: z.number(), data: z.string() })).optional(),
});
type DnsAnswer = z.infer<typeof answer>;

const cache = new Map<string, { until: number; addresses: string[] }>();

/**
 * All addresses any resolver gives for a name. Empty if nothing is known: no resolver is set, or none answered, so that
 * only the platform's own block of private addresses remains.
 * @throws CheckFailure `timeout_dns` if the machine's own resolver is silent, `dns_nxdomain` if all say that the name does not exist, `dns_no_address`, `dns_servfail` or
 * `dns_disagree` if they answer and give no address
 */
export async function lookUp(host: string, egress: Egress, signal: AbortSignal): Promise<string[]> {
  if (egress.io.resolve !== null) return ownResolver(egress.io.resolve, host, signal);
  if (egress.resolvers.length === 0) return [];
  const now = Date.now();
  const known = cache.get(host);
  if (known !== undefined && known.until > now) return known.addresses;
  const answers = await askAll(host, egress, signal);
  const records = answers.flatMap(({ Answer }) => Answer ?? []).filter(({ type }) => type === A || type === AAAA);
  if (records.length === 0) {
    const fault = emptyFault(host, answers);
    if (fault.reason === "timeout_dns") return [];
    throw fault;
  }
  const addresses = [...new Set(records.map(({ data }) => data))];
  const ttl = Math.min(...records.map(({ TTL }) => TTL * 1_000), LONGEST_CACHED_MS);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(host, { until: now + ttl, addresses });
  return addresses;
}

/** Why a name cannot be resolved just now, or null if it can or no resolver is set. Never from the cache. */
export async function dnsFault(host: string, egress: Egress, signal: AbortSignal): Promise<CheckFailure | null> {
  try {
    if (egress.io.resolve !== null) await ownResolver(egress.io.resolve, host, signal);
    if (egress.io.resolve !== null || egress.resolvers.length === 0) return null;
  } catch (error) {
    if (error instanceof CheckFailure) return error;
    throw error;
  }
  const answers = await askAll(host, egress, signal);
  return answers.some(({ Answer }) => Answer?.some(({ type }) => type === A || type === AAAA))
    ? null
    : emptyFault(host, answers);
}

function emptyFault(host: string, answers: readonly DnsAnswer[]): CheckFailure {
  if (answers.length === 0) return new CheckFailure("timeout_dns", `no resolver answered for the name ${host}`);
  if (answers.every(({ Status }) => Status === NXDOMAIN))
    return new CheckFailure("dns_nxdomain", `the name ${host} does not exist`);
  if (answers.some(({ Status }) => Status !== 0 && Status !== NXDOMAIN))
    return new CheckFailure("dns_servfail", `the name servers of ${host} do not answer properly`);
  if (answers.some(({ Status }) => Status === NXDOMAIN))
    return new CheckFailure("dns_disagree", `resolvers disagree on whether the name ${host} exists`);
  return new CheckFailure("dns_no_address", `the name ${host} has no address`);
}

/** One question at a time, so that a check never holds more than one of a Worker's six connections. */
async function askAll(host: string, egress: Egress, signal: AbortSignal): Promise<DnsAnswer[]> {
  const answers: DnsAnswer[] = [];
  for (const resolver of egress.resolvers) {
    for (const type of [A, AAAA]) {
      const url = `${resolver}?name=${encodeURIComponent(host)}&type=${type}`;
      const parsed = answer.safeParse(await askResolver(url, egress, signal));
      if (parsed.success) answers.push(parsed.data);
    }
  }
  return answers;
}

/** A resolver's JSON; null when it cannot be asked. Resolvers are the operator's settings and not judged. */
async function askResolver(url: string, egress: Egress, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await egress.io.fetch(
      url,
      {
        method: "GET",
        headers: { accept: "application/dns-json" },
        body: null,
        signal: AbortSignal.any([signal, AbortSignal.timeout(RESOLVER_TIMEOUT_MS)]),
        addresses: [],
      },
      PLAIN_REACH,
    );
    return await response.json();
  } catch (error) {
    console.warn(JSON.stringify({ event: "resolver failed", url, error: String(error) }));
    return null;
  }
}

type Resolve = NonNullable<Io["resolve"]>;

/** Node's resolver says by the error's code what is the matter. It cannot be called off, so it is left behind in time. */
async function ownResolver(resolve: Resolve, host: string, signal: AbortSignal): Promise<string[]> {
  const late = Promise.withResolvers<never>();
  const tooLate = (): void => late.reject(new CheckFailure("timeout_dns", `no resolver answered for the name ${host}`));
  if (signal.aborted) tooLate();
  signal.addEventListener("abort", tooLate, { once: true });
  try {
    const addresses = await Promise.race([resolve(host), late.promise]);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOTFOUND") throw new CheckFailure("dns_nxdomain", `the name ${host} does not exist`);
    if (code !== "ENODATA") throw new CheckFailure("dns_servfail", `the name ${host} cannot be looked up`);
  } finally {
    signal.removeEventListener("abort", tooLate);
  }
  throw new CheckFailure("dns_no_address", `the name ${host} has no address`);
}
