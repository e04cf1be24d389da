import { judgeChain } from "../certificate/judge-chain.ts";
import { type Chain, readChain, readChainOver } from "../certificate/read-chain.ts";
import { type CheckContext, failed, type Finding } from "../checks/finding.ts";
import { dial } from "../dial.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import type { ConnectTarget } from "../safe-connect.ts";
import { TlsBroken, Wire } from "./wire.ts";

/** What is said in the clear until the server is ready for TLS; null: TLS begins with the first byte. */
export type Preamble = ((wire: Wire) => Promise<void>) | null;

/**
 * The chain that a server shows once the preamble is over.
 * @throws CheckFailure why it cannot be read
 */
export async function chainAfter(
  preamble: Preamble,
  target: Omit<ConnectTarget, "tls">,
  signal: AbortSignal,
  egress: Egress,
): Promise<Chain> {
  if (preamble === null) return readChain(target, signal, egress);
  const wire = new Wire(await dial({ ...target, tls: "off" }, signal, egress), signal);
  try {
    await preamble(wire);
    return await readChainOver(wire.plain(), target.serverName ?? target.host, signal);
  } finally {
    wire.close();
  }
}

/**
 * Does the work; a TLS handshake that fails in it is explained by the certificates that the server shows on a second
 * connection (spec "checks" §4).
 * @throws CheckFailure what the work throws, or why the handshake fails
 */
export async function withTlsExplained(
  target: ConnectTarget,
  preamble: Preamble,
  context: CheckContext,
  egress: Egress,
  work: () => Promise<Finding>,
): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TlsBroken)) throw error;
    return explained(error, target, preamble, context, egress);
  }
}

async function explained(
  error: TlsBroken,
  target: ConnectTarget,
  preamble: Preamble,
  { timeoutMs, graceMs, elapsed }: CheckContext,
  egress: Egress,
): Promise<Finding> {
  const totalMs = elapsed();
  const signal = AbortSignal.timeout(Math.max(0, timeoutMs - totalMs + graceMs));
  const chain = await chainAfter(preamble, target, signal, egress);
  const { fault, doubt, certificate } = judgeChain(chain, target.serverName ?? target.host, Date.now());
  // With TLS from the first byte, the runtime has accepted the chain before anything was read.
  const isAccepted = target.tls === "on";
  if (fault !== null && !isAccepted) return failed(totalMs, fault.cause, fault.detail, { certificate });
  if (chain.clientCertificateRequested)
    return failed(totalMs, "client_certificate_required", "the server asks for a client certificate", { certificate });
  if (isAccepted || error.reason === "empty_reply") throw new CheckFailure(error.reason, error.message);
  return failed(totalMs, "tls_untrusted", doubt, { certificate });
}
