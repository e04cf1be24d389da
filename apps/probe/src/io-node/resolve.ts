import { lookup } from "node:dns/promises";

/**
 * All addresses that this host knows for a name: its hosts file, its DNS, whatever it is set to ask (getaddrinfo).
 * @throws Node's error, with its code
 */
export async function resolve(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, order: "verbatim" });
  return [...new Set(found.map(({ address }) => address))];
}
