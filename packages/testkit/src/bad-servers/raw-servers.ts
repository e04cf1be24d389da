import type { Socket } from "node:net";

/** Behaviours of an accepted socket once the first bytes have come: HTTP that breaks rules or off. */

const CRLF = "\r\n";
const head = (status: string, ...headers: string[]): string => [`HTTP/1.1 ${status}`, ...headers, "", ""].join(CRLF);
const ok = (text: string): string => `${head("200 OK", `content-length: ${text.length}`, "connection: close")}${text}`;

/** Behaviours that change from one connection to the next. */
const counts = new Map<string, number>();
function counted(name: string): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}

export const rawServers: Record<string, (socket: Socket) => void> = {
  hang: () => undefined,
  reset: (socket) => socket.resetAndDestroy(),
  resetOnce: (socket) => (counted("resetOnce") === 1 ? socket.resetAndDestroy() : socket.end(ok("ok"))),
  empty: (socket) => socket.end(),
  garbage: (socket) => socket.end("220 mail.example ESMTP\r\n"),
  http09: (socket) => socket.end("<html>as in 1991</html>"),
  lineFeeds: (socket) => socket.end("HTTP/1.1 200 OK\ncontent-length: 2\nconnection: close\n\nok"),
  status000: (socket) => socket.end(ok("ok").replace("200 OK", "000 Zero")),
  status600: (socket) => socket.end(ok("ok").replace("200 OK", "600 Beyond")),
  status999: (socket) => socket.end(ok("ok").replace("200 OK", "999 Denied")),
  switches: (socket) => socket.end(head("101 Switching Protocols", "upgrade: websocket", "connection: upgrade")),
  earlyHints: (socket) =>
    socket.end(`${head("103 Early Hints", "link: </a.css>; rel=preload")}${ok("after the hints")}`),
  earlyHintsChunked: (socket) =>
    socket.end(
      `${head("103 Early Hints", "link: </a.css>")}${head("200 OK", "transfer-encoding: chunked", "connection: close")}` +
        `6\r\nafter \r\n9\r\nthe hints\r\n0\r\n\r\n`,
    ),
  hugeHeaders: (socket) => socket.end(`${head("200 OK", `x-huge: ${"h".repeat(1_000_000)}`)}ok`),
  noContentWithBody: (socket) => socket.end(`${head("204 No Content", "connection: close")}a body that is none`),
  notModifiedWithBody: (socket) => socket.end(`${head("304 Not Modified", "connection: close")}a body that is none`),
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
  // Says that it keeps the connection, and closes it once the answer is out.
  closesPooled: (socket) => socket.end(`${head("200 OK", "content-length: 2", "connection: keep-alive")}ok`),
};
