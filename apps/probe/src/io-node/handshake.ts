import { isIP, type Socket } from "node:net";
import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { CheckFailure } from "../core/failure.ts";
import { lost } from "./failure.ts";

export type Handshake = {
  /** The name that is asked for and verified; an address is verified only. */
  serverName: string;
  context: SecureContext;
  trustAnyCertificate: boolean;
  alpn: readonly string[];
};

/** Begins TLS on a connection that stands; {@link handshaken} says how it went. */
export function beginTls(socket: Socket, { serverName, context, trustAnyCertificate, alpn }: Handshake): TLSSocket {
  const secured = connect({
    socket,
    secureContext: context,
    rejectUnauthorized: !trustAnyCertificate,
    host: serverName,
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
    ...(alpn.length > 0 ? { ALPNProtocols: [...alpn] } : {}),
  });
  secured.on("error", () => undefined);
  return secured;
}

/** Resolves once the handshake is done and the certificate verified. @throws CheckFailure `tls_timeout`, or Node's error */
export function handshaken(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => {
    socket.destroy();
    reject(new CheckFailure("tls_timeout", "the TLS handshake did not finish in time"));
  };
  const early = (): void => reject(lost("the server closed the connection during the TLS handshake"));
  socket.once("secureConnect", resolve);
  socket.once("error", reject);
  socket.once("close", early);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return promise.finally(() => {
    signal.removeEventListener("abort", stop);
    socket.removeListener("close", early);
  });
}
