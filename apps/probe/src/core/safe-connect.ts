import { explainRefusal } from "./certificate/explain-refusal.ts";
import { dial, type ConnectTarget } from "./dial.ts";
import type { Egress } from "./egress.ts";
import { CheckFailure } from "./failure.ts";
import type { Connection } from "./io.ts";

export type { ConnectTarget } from "./dial.ts";

/**
 * A connection to a judged target, which the caller closes in `finally`. With TLS from the first byte, a handshake that
 * fails is explained by the server's certificates.
 * @throws CheckFailure and nothing else: `target_not_public`, `dns_*`, `connect_refused`, `timeout_connect`, a TLS cause,
 * or `transport_unknown`
 */
export async function safeConnect(target: ConnectTarget, signal: AbortSignal, egress: Egress): Promise<Connection> {
  try {
    return await dial(target, signal, egress);
  } catch (error) {
    const isOpaque = error instanceof CheckFailure && OPAQUE.includes(error.reason);
    if (target.tls !== "on" || !isOpaque || signal.aborted) throw error;
    throw (await explainRefusal(target, signal, egress)).failure ?? error;
  }
}

/** What a failed TLS handshake looks like from outside. */
const OPAQUE = ["transport_unknown", "connection_reset"];
