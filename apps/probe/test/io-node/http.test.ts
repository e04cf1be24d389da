import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { failureOf, get, ioWith } from "./asking.ts";
import { answering, closedPort, serveTcp } from "./servers.ts";

const io = ioWith();
const http = (head: string, body: string | Uint8Array = "") =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`), Buffer.from(body)]);
const served = async (bytes: string | Uint8Array) => `http://web.test:${(await serveTcp(answering(bytes))).port}/`;

test("a request goes out as it stands, on a connection of its own", async () => {
  const requests: string[] = [];
  const { port, hits } = await serveTcp((socket) => {
    socket.once("data", (data) => {
      requests.push(data.toString());
      socket.end(http("302 Found\r\nLocation: /next\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2", "hi"));
    });
  });
  const request = { method: "POST", headers: { "x-one": "1", "user-agent": "Nightbell/1" }, body: "a=1" };
  const response = await get(io, `http://web.test:${port}/path?q=%0d%0a`, request);
  expect([response.status, response.statusText, await response.text()]).toEqual([302, "Found", "hi"]);
  expect([response.headers.get("location"), response.headers.getSetCookie()]).toEqual(["/next", ["a=1", "b=2"]]);
  await (await get(io, `http://web.test:${port}/`)).text();
  expect(hits()).toBe(2);
  const [head = "", body] = (requests[0] ?? "").split("\r\n\r\n");
  expect(head.toLowerCase().split("\r\n").toSorted()).toEqual([
    "accept-encoding: gzip, br, deflate",
    "connection: close",
    "content-length: 3",
    `host: web.test:${port}`,
    "post /path?q=%0d%0a http/1.1",
    "user-agent: nightbell/1",
    "x-one: 1",
  ]);
  expect(body).toBe("a=1");
});

const TEXT = "Grüße".repeat(1_000);
test.each([
  ["identity", Buffer.from(TEXT)],
  ["gzip", gzipSync(TEXT)],
  ["x-gzip", gzipSync(TEXT)],
  ["br", brotliCompressSync(TEXT)],
  ["deflate", deflateSync(TEXT)],
  ["deflate, gzip", gzipSync(deflateSync(TEXT))],
])("a body in %s is decoded", async (encoding, body) => {
  const url = await served(http(`200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}`, body));
  expect(await (await get(io, url)).text()).toBe(TEXT);
});

test.each([
  ["no gzip at all", "gzip", Buffer.from("plain text"), "decode_error"],
  ["damaged brotli", "br", Buffer.from([0xff, 0xff, 0xff, 0xff]), "decode_error"],
  ["an encoding that nobody asked for", "zstd", Buffer.from("?"), "decode_error"],
  ["encodings without end", Array(9).fill("gzip").join(","), Buffer.from("?"), "decode_error"],
])("%s is a body that does not decode", async (_name, encoding, body, cause) => {
  const url = await served(http(`200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}`, body));
  expect(await failureOf((await get(io, url)).text())).toBe(cause);
});

test.each([
  ["plain", "Content-Length: 100", Buffer.from("half")],
  ["chunked", "Transfer-Encoding: chunked", Buffer.from("5\r\nhe")],
  ["gzip", "Content-Encoding: gzip", gzipSync(TEXT).subarray(0, 30)],
])("a %s body cut short breaks the stream, and is no decoding error", async (_name, headers, body) => {
  const response = await get(io, await served(http(`200 OK\r\n${headers}`, body)));
  await expect(response.text()).rejects.toThrow(/aborted|terminated|unexpected end/);
});

test("a gzip bomb is read as far as the reader goes, and the connection ends with it", async () => {
  const closed = Promise.withResolvers<void>();
  const { port } = await serveTcp((socket) => {
    socket.once("close", () => closed.resolve());
    socket.once("data", () => {
      socket.write(http("200 OK\r\nContent-Encoding: gzip"));
      const zip = createGzip({ level: constants.Z_BEST_COMPRESSION });
      zip.pipe(socket);
      const zeros = Buffer.alloc(1 << 20);
      const more = (): void => void (socket.destroyed || zip.write(zeros, more));
      more();
    });
  });
  const reader = (await get(io, `http://web.test:${port}/`)).body?.getReader();
  let read = 0;
  while (read < 256 * 1_024) read += (await reader?.read())?.value?.length ?? 0;
  await reader?.cancel();
  await closed.promise;
  expect(read).toBeLessThan(512 * 1_024);
});

test.each([
  ["000", 0],
  ["600", 600],
  ["999", 999],
])("status %s is delivered as it is", async (text, status) => {
  const response = await get(io, await served(http(`${text} What\r\nContent-Length: 2`, "no")));
  expect([response.status, response.ok, await response.text()]).toEqual([status, false, "no"]);
});

test.each([
  ["HEAD", "200 OK\r\nContent-Length: 5", ""],
  ["GET", "204 No Content", "left over"],
  ["GET", "304 Not Modified\r\nContent-Length: 5", "stale"],
])("%s answered with %s has no body", async (method, head, body) => {
  const response = await get(io, await served(http(head, body)), { method });
  expect([response.body, await response.text()]).toEqual([null, ""]);
});

test("an interim answer is passed over", async () => {
  const hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
  const response = await get(
    io,
    await served(Buffer.concat([Buffer.from(hints), http("200 OK\r\nContent-Length: 2", "ok")])),
  );
  expect([response.status, await response.text()]).toEqual([200, "ok"]);
});

test("60 kB of headers are taken", async () => {
  const response = await get(io, await served(http(`200 OK\r\nX-Big: ${"x".repeat(60_000)}\r\nContent-Length: 0`)));
  expect(response.headers.get("x-big")?.length).toBe(60_000);
});

test.each([
  ["100 kB of headers", http(`200 OK\r\nX-Big: ${"x".repeat(100_000)}`), "headers_too_large"],
  ["1 MB of headers", http(`200 OK\r\n${"X-Some: thing\r\n".repeat(70_000)}`), "headers_too_large"],
  ["a garbage status line", Buffer.from("SSH-2.0-OpenSSH_9.6\r\n"), "protocol_error"],
  ["HTTP/0.9", Buffer.from("<html>hello</html>"), "protocol_error"],
  ["both lengths", http("200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), "protocol_error"],
  [
    "another protocol unasked",
    http("101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: odd"),
    "protocol_error",
  ],
])("%s is %s", async (_name, bytes, cause) => {
  expect(await failureOf(get(io, await served(bytes)))).toBe(cause);
});

test("a connection that ends without a whole answer is lost, a closed port refuses", async () => {
  const ending = await serveTcp((socket) => socket.once("data", () => socket.end()));
  const resetting = await serveTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
  const half = await serveTcp((socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nX-")));
  const url = (port: number) => `http://web.test:${port}/`;
  expect(await failureOf(get(io, url(ending.port)))).toBe("ECONNRESET");
  expect(await failureOf(get(io, url(resetting.port)))).toBe("ECONNRESET");
  expect(await failureOf(get(io, url(half.port)))).toBe("ECONNRESET");
  expect(await failureOf(get(io, url(await closedPort())))).toBe("connect_refused");
});

test("the signal ends a request that waits, with its own reason, and the connection with it", async () => {
  const closed = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const { port } = await serveTcp((socket) => {
    socket.once("close", () => closed.resolve());
    socket.once("data", () => asked.resolve());
  });
  const over = new AbortController();
  const answer = get(io, `http://web.test:${port}/`, { signal: over.signal });
  const reason = new Error("time is over");
  void asked.promise.then(() => over.abort(reason));
  await expect(answer).rejects.toBe(reason);
  await closed.promise;
});

test("the signal ends a body, and an attempt to connect", async () => {
  const { port } = await serveTcp((socket) =>
    socket.once("data", () => socket.write(http("200 OK\r\nContent-Length: 9", "half"))),
  );
  const over = new AbortController();
  const response = await get(io, `http://web.test:${port}/`, { signal: over.signal });
  const text = response.text();
  over.abort();
  await expect(text).rejects.toThrow(/aborted/);
  const late = get(io, `http://web.test:${port}/`, { signal: over.signal });
  expect(await failureOf(late)).toBe("timeout_connect");
});
