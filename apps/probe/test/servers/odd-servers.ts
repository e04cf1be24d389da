import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createSecureContext, createServer as createTlsServer, TLSSocket } from "node:tls";
import { attachSockets } from "@nightbell/testkit/servers/sockets";
import type { Shown } from "@nightbell/testkit/bad-servers/certificates";
import type { Running } from "@nightbell/testkit/servers/running";

/** Small servers of our own: WebSockets, a registry, certificates with faults, and ports that behave badly. */

type Faulty = Record<"selfSigned" | "expired" | "untrusted" | "otherHost", Shown>;

export async function startOddServers(tls: Shown, faulty: Faulty, root: string): Promise<Running<string>> {
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  const start = async (server: Server): Promise<number> => {
    server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
    servers.push(server);
    return listening(server);
  };
  const ports: Record<string, number> = {};
  for (const [name, behave] of Object.entries(BEHAVIOURS)) ports[name] = await start(createServer(behave));
  for (const [name, shown] of Object.entries({ ...faulty, goodTls: tls }))
    ports[name] = await start(tlsServer(shown).on("tlsClientError", () => undefined));
  ports["unreadable"] = await start(
    createTlsServer({ ...tls, minVersion: "TLSv1.3", ciphers: "TLS_CHACHA20_POLY1305_SHA256" }).on(
      "tlsClientError",
      () => undefined,
    ),
  );
  ports["clientWanted"] = await start(
    createTlsServer({ ...tls, requestCert: true, ca: root }).on("tlsClientError", () => undefined),
  );
  ports["starttlsUntrusted"] = await start(createServer(afterStartTls((socket) => takeTls(socket, faulty.untrusted))));
  ports["starttlsHung"] = await start(createServer(afterStartTls(() => undefined)));
  ports["starttlsClosing"] = await start(
    createServer(afterStartTls((socket) => void socket.once("data", () => socket.end()))),
  );
  ports["web"] = await start(webServer());
  ports["webSecure"] = await start(sockets101(tlsServer(tls)));
  const datagrams = [await udpServer((text) => `${text} yes`), await udpServer(() => null)];
  for (const [i, socket] of datagrams.entries()) ports[`datagrams${i}`] = socket.address().port;
  const closed = createServer();
  ports["closed"] = await listening(closed);
  closed.close();
  return {
    ports,
    async stop() {
      for (const socket of sockets) socket.destroy();
      for (const socket of datagrams) socket.close();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function udpServer(answer: (text: string) => string | null): Promise<UdpSocket> {
  const socket = createSocket("udp4");
  socket.on("message", (text, from) => {
    const said = answer(text.toString());
    if (said !== null) socket.send(said, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return socket;
}

const BEHAVIOURS: Record<string, (socket: Socket) => void> = {
  /** Takes the connection, and never says a word. */
  silent: () => undefined,
  /** Hangs up at once. */
  closing: (socket) => void socket.end(),
  echo: (socket) => void socket.pipe(socket),
  /** Greets, answers one line in two parts, and closes. */
  polite: (socket) => {
    socket.write("220 lamp ready\r\n");
    socket.once("data", (line) => {
      socket.write(`250 you said ${line.toString().trim()}, `);
      socket.end("good bye\r\n");
    });
  },
  /** A greeting without an end. */
  endless: (socket) => {
    const more = (): void => void (socket.writable && socket.write("x".repeat(16_384), more));
    more();
  },
  garbage: (socket) => void socket.end(Buffer.from("00ff17fe8a3c55aa0102030405060708090a0b0c0d0e0f10", "hex")),
  /** Says yes to STARTTLS of any protocol, and then more, before TLS has begun. */
  injecting: (socket) => {
    socket.write("220 hello\r\n");
    socket.on("data", (line) => {
      const isStart = line.toString().startsWith("STARTTLS");
      socket.write(isStart ? "220 go on\r\n250 STARTTLS\r\n" : "250-hello\r\n250 STARTTLS\r\n");
    });
  },
};

/** A mail server as far as STARTTLS; then something else. */
const afterStartTls =
  (then: (socket: Socket) => void) =>
  (socket: Socket): void => {
    socket.write("220 hello\r\n");
    const talk = (line: Buffer): void => {
      const isStart = line.toString().startsWith("STARTTLS");
      socket.write(isStart ? "220 go on\r\n" : "250-hello\r\n250 STARTTLS\r\n");
      if (!isStart) return;
      socket.off("data", talk);
      then(socket);
    };
    socket.on("data", talk);
  };

function takeTls(socket: Socket, { cert, key }: Shown): void {
  const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ cert, key }) });
  secured.on("error", () => undefined).on("data", () => secured.write("250 hello\r\n"));
}

const tlsServer = ({ cert, key }: Shown): Server => createTlsServer({ cert, key });

function webServer(): Server {
  const server = createHttpServer(answer);
  attachSockets(server);
  return server;
}

/** `ws` wants an HTTP server, so the TLS server hands its connections to one. */
function sockets101(server: Server): Server {
  const http = webServer();
  return server
    .on("secureConnection", (socket: Socket) => http.emit("connection", socket))
    .on("tlsClientError", () => undefined);
}

const DAY_MS = 86_400_000;
const registered = (name: string, days: number, status: string[]): object => ({
  objectClassName: "domain",
  ldhName: name.toUpperCase(),
  status,
  events: [
    { eventAction: "registration", eventDate: "2001-01-01T00:00:00Z" },
    { eventAction: "expiration", eventDate: new Date(Date.now() + days * DAY_MS).toISOString() },
  ],
});

const DOMAINS: Record<string, () => object> = {
  "lamp.test": () => registered("lamp.test", 100, ["active", "client transfer prohibited"]),
  "late.test": () => registered("late.test", -1, ["active"]),
  "held.test": () => registered("held.test", 100, ["client hold"]),
  "odd.test": () => ({ hello: "world" }),
};

/** Page, registry and IANA's file in one. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "/";
  const port = request.socket.localPort ?? 0;
  const domain = DOMAINS[path.replace("/rdap/domain/", "")];
  if (path === "/rdap/domain/moved.test") response.writeHead(302, { location: "/rdap/domain/lamp.test" }).end();
  else if (path === "/bootstrap.json")
    response.end(JSON.stringify({ services: [[["test"], [`http://127.0.0.1:${port}/rdap/`]]] }));
  else if (path.startsWith("/rdap/") && domain === undefined) response.writeHead(404).end("{}");
  else if (domain !== undefined) response.end(JSON.stringify(domain()));
  else response.end("a page");
}
