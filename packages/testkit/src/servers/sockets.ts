import { createRequire } from "node:module";
import type { IncomingMessage } from "node:http";
import type { Server, Socket } from "node:net";
import type { WebSocket } from "ws";

// By `require`, because bundlers for Workers would bring the package's stub for browsers.
const { WebSocketServer } = createRequire(import.meta.url)("ws") as typeof import("ws");

/**
 * Lets an HTTP server take WebSockets: `/` pings and says hello once it has its pong, `/echo` answers in two frames, `/mute`
 * and `/close` do as they are called; `/refuse` and `/false-accept` are none.
 */
export function attachSockets(server: Server): void {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has("lamp.v1") ? "lamp.v1" : false),
  });
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = request.url ?? "/";
    if (path === "/false-accept") socket.end(FALSE_ACCEPT);
    else if (path === "/refuse") socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    else sockets.handleUpgrade(request, socket, head, (open) => serveSocket(open, path, request));
  });
}

const FALSE_ACCEPT =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n";

function serveSocket(open: WebSocket, path: string, request: IncomingMessage): void {
  if (path === "/close") return open.close(4_001, "go away");
  if (path === "/echo")
    open.on("message", (text: Buffer) =>
      open.send(text.toString(), { fin: false }, () => open.send("!", { fin: true })),
    );
  if (path !== "/") return;
  open.ping("are you there");
  open.once("pong", () => open.send(`hello ${String(request.headers["x-token"])}`));
}
