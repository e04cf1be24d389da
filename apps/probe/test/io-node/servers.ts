import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from "node:tls";
import { onTestFinished } from "vitest";

/** Raw servers on loopback that end with their test. */

type Served = { port: number; hits: () => number };

/** Accepts connections at an address; `hits` counts them. */
export const serveTcp = (onSocket: (socket: Socket) => void, host = "127.0.0.1", port = 0): Promise<Served> =>
  listening(
    createServer((socket) => onSocket(quiet(socket))),
    host,
    port,
    "connection",
  );

export const serveTls = (options: TlsOptions, onSocket: (socket: TLSSocket) => void): Promise<Served> =>
  listening(
    createTlsServer(options, (socket) => onSocket(quiet(socket))).on("tlsClientError", () => undefined),
    "127.0.0.1",
    0,
    "connection",
  );

/** Answers every request with the same text, as it stands. */
export const answering =
  (text: string | Uint8Array) =>
  (socket: Socket): void => {
    socket.once("data", () => socket.end(text));
  };

/** Tests break connections off: a server must not mind. */
function quiet<T extends Socket>(socket: T): T {
  socket.on("error", () => undefined);
  return socket;
}

async function listening(server: Server, host: string, port: number, event: string): Promise<Served> {
  const sockets = new Set<Socket>();
  let hits = 0;
  server.on(event, (socket: Socket) => {
    hits += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, hits: () => hits };
}

/** A port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
