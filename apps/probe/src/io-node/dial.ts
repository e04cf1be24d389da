import { connect, isIP, type LookupFunction, type Socket } from "node:net";
import { CheckFailure } from "../core/failure.ts";
import { connectFailure, connectTimeout } from "./failure.ts";

/** Connections to judged addresses and no others: what a name says a moment later is never asked (spec "checks" §7). */

export type Dial = {
  /** Only for texts: it is not looked up again. */
  host: string;
  port: number;
  addresses: readonly string[];
  family: 4 | 6 | null;
};

/** How long one of several addresses may take before the next is tried. */
const NEXT_ADDRESS_MS = 1_000;

/**
 * Resolves once the connection stands. The signal ends the attempt, not the connection.
 * @throws CheckFailure, or Node's error
 */
export async function dial({ host, port, addresses, family }: Dial, signal: AbortSignal): Promise<Socket> {
  const judged = addresses.filter((address) => family === null || isIP(address) === family);
  if (judged.length === 0)
    throw new CheckFailure("dns_no_address", `${host} has no ${family === null ? "" : `IPv${family} `}address`);
  const socket = connect({
    // No address and no name: whatever is connected to comes out of `lookup`.
    host: "judged.invalid",
    port,
    lookup: pinnedTo(judged),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    noDelay: true,
  });
  await connected(socket, signal);
  if (judged.some((address) => isSameAddress(address, socket.remoteAddress))) return socket;
  socket.destroy();
  throw new CheckFailure("target_not_public", `the connection to ${host} led to an address that was not judged`);
}

const pinnedTo =
  (addresses: readonly string[]): LookupFunction =>
  (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );

function connected(socket: Socket, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => {
    socket.destroy();
    reject(connectTimeout());
  };
  socket.once("connect", resolve);
  // It stays: an error between two reads has no other listener, and would end the program.
  socket.on("error", (error) => reject(connectFailure(error)));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return promise.finally(() => signal.removeEventListener("abort", stop));
}

/** Compares addresses as numbers: `::1` has many spellings. */
function isSameAddress(judged: string, remote: string | undefined): boolean {
  return (
    remote !== undefined && new URL(`http://${bracketed(judged)}`).host === new URL(`http://${bracketed(remote)}`).host
  );
}

const bracketed = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);
