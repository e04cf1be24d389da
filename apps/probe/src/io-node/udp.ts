import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import { CheckFailure } from "../core/failure.ts";
import { codeOf, connectFailure } from "./failure.ts";

/**
 * Sends one datagram and gives the first that comes back from there; others cannot reach the socket, it is connected.
 * @throws CheckFailure `connect_refused` if the port is closed, or the signal's reason
 */
export async function udp(
  address: string,
  port: number,
  payload: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
  const fail = (error: Error): void => reject(udpFailure(error));
  const stop = (): void => reject(signal.reason);
  socket.once("message", resolve);
  socket.on("error", fail);
  socket.once("connect", () => socket.send(payload, (error) => error !== null && fail(error)));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  socket.connect(port, address);
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    socket.close();
  }
}

const udpFailure = (error: Error): unknown =>
  codeOf(error) === "ECONNREFUSED"
    ? new CheckFailure("connect_refused", "the host says that nothing listens on this port")
    : connectFailure(error);
