import { dial, type ConnectTarget } from "../dial.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { judgeChain, type ChainVerdict } from "./judge-chain.ts";
import { readChain } from "./read-chain.ts";

/** Why TLS to a server fails, as far as its certificates say; null in `failure` if they are in order. */
export type Explanation = { failure: CheckFailure | null; certificate: ChainVerdict["certificate"] | null };

/**
 * Reads and judges the chain of a server that failed over TLS. Where nothing is wrong to be seen, the runtime's own
 * handshake decides whether the chain is trusted.
 */
export async function explainRefusal(
  target: Omit<ConnectTarget, "tls">,
  signal: AbortSignal,
  egress: Egress,
): Promise<Explanation> {
  const chain = await readChain(target, signal, egress).catch(asFailure);
  if (chain instanceof CheckFailure) return { failure: chain, certificate: null };
  const { fault, doubt, certificate } = judgeChain(chain, target.serverName ?? target.host, Date.now());
  if (fault !== null) return { failure: new CheckFailure(fault.cause, fault.detail), certificate };
  if (chain.clientCertificateRequested) {
    const detail = "the server asks for a client certificate";
    return { failure: new CheckFailure("client_certificate_required", detail), certificate };
  }
  if (await isTrusted(target, signal, egress)) return { failure: null, certificate };
  if (signal.aborted)
    return { failure: new CheckFailure("tls_timeout", "the TLS handshake does not end in time"), certificate };
  const failure = chain.isCipherOld
    ? new CheckFailure("tls_handshake_failure", "the server offers only ciphers that are no longer accepted")
    : new CheckFailure("tls_untrusted", doubt);
  return { failure, certificate };
}

async function isTrusted(target: Omit<ConnectTarget, "tls">, signal: AbortSignal, egress: Egress): Promise<boolean> {
  const connection = await dial({ ...target, tls: "on" }, signal, egress).catch(asFailure);
  if (connection instanceof CheckFailure) return false;
  connection.close();
  return true;
}

function asFailure(error: unknown): CheckFailure {
  if (error instanceof CheckFailure) return error;
  throw error;
}
