import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { dnsAnswer } from "./names.ts";

/** Pages of every kind over proper HTTP, by path. */

type Page = (response: ServerResponse, query: URLSearchParams, request: IncomingMessage) => void;

const go = (response: ServerResponse, status: number, location: string): void =>
  void response.writeHead(status, { location }).end();
const BOMB = Buffer.alloc(64 * 1_024 * 1_024);
const packBrotli = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
const PACK: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gzipSync,
  br: packBrotli,
  deflate: deflateSync,
};

const PAGES: Record<string, Page> = {
  "/ok": (response) => void response.end("all is well here"),
  "/echo": (response, _query, request) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () =>
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body })),
    );
  },
  "/echo-failing": (response, _query, request) =>
    void response
      .writeHead(500, { "x-api-key": request.headers["x-api-key"] ?? "none", "x-url": request.url ?? "" })
      .end(JSON.stringify(request.headers)),
  "/status": (response, query) =>
    void response
      .writeHead(Number(query.get("code")), { "set-cookie": "s=secret", "x-kept": "yes", ...headersOf(query) })
      .end(query.get("body") ?? "eaten by a grue"),
  "/delayed": (response) => void setTimeout(() => response.end("at last"), 50),
  "/latin1": (response) =>
    void response
      .writeHead(200, { "content-type": "text/html; charset=iso-8859-1" })
      .end(Buffer.from("gr\xfc\xdfe", "latin1")),
  "/split": (response) => {
    response.write("key");
    setImmediate(() => response.end("word"));
  },
  "/endless": (response) => {
    const chunk = "x".repeat(16_384);
    const pump = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pump);
    pump();
  },
  "/bomb": (response, query) => {
    const encoding = query.get("encoding") ?? "gzip";
    response.writeHead(200, { "content-encoding": encoding }).end(PACK[encoding]?.(BOMB));
  },
  "/not-gzip": (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("this is no gzip at all"),
  "/json": (response, query) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(query.get("text") ?? '{"status":"ok"}'),
  "/big-json": (response) => void response.end(`{"big":"${"x".repeat(10_000_000)}"}`),
  "/headers": (response, query) => {
    const count = Number(query.get("count"));
    const size = Number(query.get("size"));
    for (let i = 0; i < count; i++) response.setHeader(`x-h${i}`, "v".repeat(size));
    response.end("with headers");
  },
  "/bare-302": (response) => void response.writeHead(302).end(),
  "/hop": (response, query) => {
    const left = Number(query.get("n"));
    if (left > 0) go(response, 302, `/hop?n=${left - 1}`);
    else response.end("arrived");
  },
  "/loop": (response) => go(response, 302, "/loop"),
  "/to": (response, query) => go(response, Number(query.get("code") ?? 302), query.get("url") ?? ""),
  "/hang-page": (response) => void response.writeHead(503).write("the start of it"),
  "/no-content": (response, query) => void response.writeHead(Number(query.get("code"))).end(),
  "/login": (response) =>
    void response.writeHead(302, { "set-cookie": "session=abc123; Path=/; HttpOnly", location: "/ok" }).end(),
  "/token": (response) =>
    void response.writeHead(200, { "x-request": "r-77" }).end('{"data":{"token":"tok-0123456789"},"csrf":"x5y"}'),
  "/private": (response, query, request) => {
    const isLoggedIn = (request.headers.cookie ?? "").includes("session=abc123");
    const isKnown =
      query.get("token") === "tok-0123456789" || request.headers.authorization === "Bearer tok-0123456789";
    response
      .writeHead(isLoggedIn || isKnown ? 200 : 403)
      .end(`hello ${request.headers.authorization ?? ""} ${request.url ?? ""}`);
  },
  "/page": (response) =>
    void response
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end("<html><head><title>A small\n shop</title></head><body>Grüße</body></html>"),
  "/dns": (response, query) =>
    void response.end(JSON.stringify(dnsAnswer(query.get("name") ?? "", query.get("type") ?? ""))),
};

function headersOf(query: URLSearchParams): Record<string, string> {
  const header = query.get("header");
  if (header === null) return {};
  const [name = "", value = ""] = header.split(":");
  return { [name]: value };
}

export const pages: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
  const page = PAGES[pathname];
  if (page === undefined) response.writeHead(404).end();
  else page(response, searchParams, request);
};
