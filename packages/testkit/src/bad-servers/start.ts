import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { openBlackHole } from "./black-hole.ts";
import { pages } from "./pages.ts";
import { rawServers } from "./raw-servers.ts";
import { rawTls, tlsServers } from "./tls-servers.ts";
import { trustedRootAt } from "./trusted-root.ts";

/** Targets that misbehave, on loopback: the servers of spec "checks" §7, cases 37 to 60. */
export type BadServers = {
  /** By name: `pages`, the raw ones, the TLS ones, `closed`, `blackHole`, `canary` (on {@link CANARY_HOST}). */
  ports: Record<string, number>;
  /** In PEM; whoever trusts it trusts the good TLS servers. */
  trustedRoot: string;
  close: () => void;
};

/** Where nothing may ever be asked; 127.0.0.1 is where the other servers are. */
export const CANARY_HOST = "127.0.0.2";

/** @param rootPath the root certificate that the runtime under test trusts, from `makeTrustedRoot`; a new one if missing */
export async function startBadServers(rootPath?: string): Promise<BadServers> {
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  const start = async (server: Server, host = "127.0.0.1"): Promise<number> => {
    server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
    server.on("tlsClientError", () => undefined);
    servers.push(server);
    return listening(server, host);
  };
  let hits = 0;
  const canary = createHttpServer((_request, response) => response.end(String(++hits)));
  const counter = createHttpServer((_request, response) => response.end(String(hits)));
  const root = await trustedRootAt(rootPath);
  const ports: Record<string, number> = {
    pages: await start(createHttpServer({ maxHeaderSize: 65_536 }, pages)),
    canary: await start(canary, CANARY_HOST),
    canaryHits: await start(counter),
  };
  for (const [name, server] of Object.entries(await tlsServers(pages, root))) ports[name] = await start(server);
  for (const [name, behave] of Object.entries({ ...rawServers, ...rawTls }))
    ports[name] = await start(createServer((socket) => void socket.once("data", () => behave(socket))));
  ports["closed"] = await closedPort();
  const hole = await openBlackHole();
  ports["blackHole"] = hole.port;
  return {
    ports,
    trustedRoot: root.certificate.toString("pem"),
    close: () => {
      hole.close();
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}

async function listening(server: Server, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server, "127.0.0.1");
  server.close();
  return port;
}
