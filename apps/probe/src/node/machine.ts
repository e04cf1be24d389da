import type { Io } from "../core/io.ts";
import { nodeIo } from "../io-node/io-node.ts";
import { PingUnable } from "../io-node/ping.ts";
import { systemRoots } from "../io-node/trust.ts";
import { reasonOf, type Log } from "./log.ts";

const PATIENCE_MS = 2_000;

/** What this host gives the core. Where it cannot ping, the log says so at once, and not only when a check asks for it. */
export async function machineIo(ping: string, log: Log): Promise<Io> {
  const io = nodeIo({ roots: systemRoots(), ping });
  await io.icmp?.("127.0.0.1", AbortSignal.timeout(PATIENCE_MS)).catch((error: unknown) => {
    // Any other failure is an echo that was sent and not answered: a host need not answer itself.
    if (error instanceof PingUnable) log({ event: "cannot ping", reason: reasonOf(error) });
  });
  return io;
}
