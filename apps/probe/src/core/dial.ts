import { isCloudflare } from "./cloudflare.ts";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import { guardHost } from "./guard.ts";
import type { Connection, ConnectOptions } from "./io.ts";
import { namedCause } from "./transport-error.ts";

export type ConnectTarget = {
  host: string;
  port: number;
  tls: ConnectOptions["tls"];
  /** The name that is asked for and verified; the host if missing. */
  serverName?: string;
};

/** A later error may be anything; one that comes at once from a known address is the server's own word. */
const REFUSAL_MS = 1_000;

/**
 * A connection to a judged target, which the caller closes in `finally`.
 * @throws CheckFailure and nothing else: `target_not_public`, `dns_*`, `connect_refused`, `timeout_connect`, or
 * `transport_unknown` where the platform does not say (always so for a failed TLS handshake)
 */
export async function dial(target: ConnectTarget, signal: AbortSignal, egress: Egress): Promise<Connection> {
  const { host, port, addresses } = await guardHost(target.host, target.port, egress, signal);
  const isOnWorkers = egress.io.resolve === null;
  if (isOnWorkers && addresses.length > 0 && addresses.every(isCloudflare))
    throw new CheckFailure(
      "transport_unknown",
      `${host} is behind Cloudflare, to which our regions cannot open sockets`,
    );
  const started = performance.now();
  try {
    const { tls, serverName = host } = target;
    return await egress.io.connect({ host, port, tls, serverName, addresses, signal }, egress.reach);
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    if (signal.aborted) throw new CheckFailure("timeout_connect", `no connection to ${host}:${port} in time`);
    // A bad name fails in the same way, so a refusal is only believed where the address is known.
    const isRefusal = addresses.length > 0 && target.tls !== "on" && performance.now() - started <= REFUSAL_MS;
    const cause = namedCause(error) ?? (isRefusal ? "connect_refused" : "transport_unknown");
    throw new CheckFailure(cause, DETAIL[cause]?.(host, port) ?? `the connection to ${host}:${port} fails`);
  }
}

const DETAIL: Partial<Record<string, (host: string, port: number) => string>> = {
  connect_refused: (host, port) => `the connection to ${host}:${port} is refused`,
  timeout_connect: (host, port) => `no connection to ${host}:${port} in time`,
};
