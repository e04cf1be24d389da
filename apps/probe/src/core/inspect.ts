import type { Certificate, Phases } from "@nightbell/shared/check/protocol";
import { judgeChain } from "./certificate/judge-chain.ts";
import { readChain } from "./certificate/read-chain.ts";
import { dial } from "./dial.ts";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import { guardUrl } from "./guard.ts";

/** What `fetch` does not tell of an answer, from connections of our own: phases and the certificate (spec "checks" §4 and §5). */

export type Inspection = {
  phases: Pick<Phases, "dns" | "connect" | "tls">;
  /** Null for plain HTTP, and where it cannot be read. */
  certificate: Certificate | null;
};

/** Never fails: what cannot be seen is null. Behind Cloudflare that is everything but the name's resolution. */
export async function inspect(url: string, signal: AbortSignal, egress: Egress): Promise<Inspection> {
  const seen: Inspection = { phases: { dns: null, connect: null, tls: null }, certificate: null };
  try {
    await look(url, seen, signal, egress);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
  }
  return seen;
}

async function look(url: string, seen: Inspection, signal: AbortSignal, egress: Egress): Promise<void> {
  const { phases } = seen;
  const [{ host, port, scheme }, dns] = await timed(() => guardUrl(url, "web", egress, signal));
  phases.dns = dns;
  phases.connect = await openTime({ host, port, tls: "off" }, signal, egress);
  if (scheme !== "https") return;
  const chain = await readChain({ host, port }, signal, egress);
  seen.certificate = judgeChain(chain, host, Date.now()).certificate;
  // The handshake's part is what a TLS connection takes longer than a plain one.
  phases.tls = Math.max(0, (await openTime({ host, port, tls: "on" }, signal, egress)) - phases.connect);
}

async function openTime(target: Parameters<typeof dial>[0], signal: AbortSignal, egress: Egress): Promise<number> {
  const [connection, took] = await timed(() => dial(target, signal, egress));
  connection.close();
  return took;
}

/** What some work gives, and how many ms it took. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const value = await work();
  return [value, Math.round(performance.now() - started)];
}
