import * as z from "zod";
import { CheckFailure } from "./failure.ts";

/** Both kinds of address of a name, from several DNS-over-HTTPS resolvers (spec "checks" §7). */

const A = 1;
const AAAA = 28;
const NXDOMAIN = 3;
const LONGEST_CACHED_MS = 60_000;
const CACHE_SIZE = 1_000;

const answer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), TTL: z.number(), data: z.string() })).optional(),
});
type DnsAnswer = z.infer<typeof answer>;

/** Asks one resolver's URL; null when it cannot be asked. */
export type AskResolver = (url: string) => Promise<unknown>;

const cache = new Map<string, { until: number; addresses: string[] }>();

/**
 * All addresses any resolver gives for a name; null if no resolver answered, so that nothing is known.
 * @throws CheckFailure `dns_nxdomain` if all say that the name does not exist, `dns_no_address` if it has no address
 */
export async function lookUp(
  host: string,
  resolvers: readonly string[],
  ask: AskResolver,
  now: number,
): Promise<string[] | null> {
  const known = cache.get(host);
  if (known !== undefined && known.until > now) return known.addresses;
  const answers = await askAll(host, resolvers, ask);
  if (answers.length === 0) return null;
  if (answers.every(({ Status }) => Status === NXDOMAIN))
    throw new CheckFailure("dns_nxdomain", `the name ${host} does not exist`);
  const records = answers.flatMap(({ Answer }) => Answer ?? []).filter(({ type }) => type === A || type === AAAA);
  if (records.length === 0) {
    if (answers.some(({ Status }) => Status !== 0 && Status !== NXDOMAIN)) return null;
    throw new CheckFailure("dns_no_address", `the name ${host} has no address`);
  }
  const addresses = [...new Set(records.map(({ data }) => data))];
  const ttl = Math.min(...records.map(({ TTL }) => TTL * 1_000), LONGEST_CACHED_MS);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(host, { until: now + ttl, addresses });
  return addresses;
}

/** One question at a time, so that a check never holds more than one of the invocation's six connections. */
async function askAll(host: string, resolvers: readonly string[], ask: AskResolver): Promise<DnsAnswer[]> {
  const answers: DnsAnswer[] = [];
  for (const resolver of resolvers) {
    for (const type of [A, AAAA]) {
      const parsed = answer.safeParse(await ask(`${resolver}?name=${encodeURIComponent(host)}&type=${type}`));
      if (parsed.success) answers.push(parsed.data);
    }
  }
  return answers;
}
