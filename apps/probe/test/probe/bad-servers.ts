import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { TestProject } from "vitest/node";
import "./ports.ts";

/** Targets that misbehave, on loopback. Each raw one is a function of the accepted socket. */

const CRLF = "\r\n";
const head = (status: string, ...headers: string[]): string => [`HTTP/1.1 ${status}`, ...headers, "", ""].join(CRLF);

const pages: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
  const go = (status: number, location: string): void => void response.writeHead(status, { location }).end();
  switch (pathname) {
    case "/ok":
      return void response.end("all is well here");
    case "/echo":
      return void response.end(JSON.stringify({ method: request.method, headers: request.headers }));
    case "/status":
      return void response
        .writeHead(Number(searchParams.get("code")), { "set-cookie": "s=secret", "x-kept": "yes" })
        .end("eaten by a grue");
    case "/latin1":
      return void response
        .writeHead(200, { "content-type": "text/html; charset=iso-8859-1" })
        .end(Buffer.from("gr\xfc\xdfe", "latin1"));
    case "/split": {
      response.write("key");
      return void setImmediate(() => response.end("word"));
    }
    case "/endless": {
      const chunk = "x".repeat(16_384);
      const pump = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", pump);
      return pump();
    }
    case "/bomb":
      return void response
        .writeHead(200, { "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(64 * 1_024 * 1_024)));
    case "/not-gzip":
      return void response.writeHead(200, { "content-encoding": "gzip" }).end("this is no gzip at all");
    case "/bare-302":
      return void response.writeHead(302).end();
    case "/hop":
      return Number(searchParams.get("n")) > 0
        ? go(302, `/hop?n=${Number(searchParams.get("n")) - 1}`)
        : void response.end("arrived");
    case "/loop":
      return go(302, "/loop");
    case "/to":
      return go(Number(searchParams.get("code") ?? 302), searchParams.get("url") ?? "");
    case "/hang-page":
      return void response.writeHead(503).write("the start of it");
    case "/dns":
      return void response.end(
        JSON.stringify(dnsAnswer(searchParams.get("name") ?? "", searchParams.get("type") ?? "")),
      );
    default:
      return void response.writeHead(404).end();
  }
};

function dnsAnswer(name: string, type: string): unknown {
  if (name === "gone.example" || name === "localhost") return { Status: 3 };
  if (name === "empty.example" || type === "28") return { Status: 0 };
  if (name === "inside.example")
    return {
      Status: 0,
      Answer: [
        { type: 1, TTL: 0, data: "93.184.216.34" },
        { type: 1, TTL: 0, data: "10.0.0.7" },
      ],
    };
  return { Status: 2 };
}

let resets = 0;
const raw: Record<string, (socket: Socket) => void> = {
  hang: () => undefined,
  reset: (socket) => socket.resetAndDestroy(),
  resetOnce: (socket) =>
    resets++ === 0
      ? socket.resetAndDestroy()
      : socket.end(`${head("200 OK", "content-length: 2", "connection: close")}ok`),
  empty: (socket) => socket.end(),
  garbage: (socket) => socket.end("220 mail.example ESMTP\r\n"),
  slowHeaders: (socket) => {
    const text = head("200 OK", "content-length: 2");
    let sent = 0;
    const timer = setInterval(
      () => (sent < text.length && !socket.destroyed ? socket.write(text.charAt(sent++)) : clearInterval(timer)),
      300,
    );
  },
  slowBody: (socket) => void socket.write(`${head("200 OK", "content-length: 100")}hello`),
  tooLong: (socket) => socket.end(`${head("200 OK", "content-length: 100", "connection: close")}hello`),
  tooShort: (socket) => socket.end(`${head("200 OK", "content-length: 5")}hello and more`),
};

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Vitest's global set-up: starts every server and tells the tests their ports. */
export default async function setup(project: TestProject): Promise<() => void> {
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  const start = async (server: Server): Promise<number> => {
    server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
    servers.push(server);
    return listening(server);
  };
  const ports: Record<string, number> = { pages: await start(createHttpServer(pages)) };
  for (const [name, behave] of Object.entries(raw)) {
    ports[name] = await start(createServer((socket) => void socket.once("data", () => behave(socket))));
  }
  const closed = createServer();
  ports["closed"] = await listening(closed);
  closed.close();
  project.provide("ports", ports);
  return () => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
  };
}
