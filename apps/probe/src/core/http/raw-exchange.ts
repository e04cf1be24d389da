import { CheckFailure } from "../failure.ts";
import type { Connection } from "../io.ts";
import { namedCause } from "../transport-error.ts";
import { headersTooLarge, HEADERS_LIMIT, type Answer } from "./answer.ts";
import { ByteSource } from "./byte-source.ts";
import { bodyStream } from "./raw-body.ts";

/**
 * HTTP/1.1 over a plain connection, for what `fetch` hides: answers after 103, and why an answer is none (spec "checks" §5).
 */

export type RawRequest = {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
};

const SWITCHING = 101;

/**
 * Sends a request and reads the head of the final answer. The body's stream closes the connection at its end.
 * @throws CheckFailure `protocol_error`, `headers_too_large`, `empty_reply`, `connection_reset` or `timeout_ttfb`
 */
export async function rawExchange(connection: Connection, request: RawRequest, signal: AbortSignal): Promise<Answer> {
  const source = new ByteSource(connection);
  try {
    await connection.write(requestBytes(request));
    for (;;) {
      const head = await readHead(source);
      const isInterim = head.status >= 100 && head.status < 200 && head.status !== SWITCHING;
      if (!isInterim) return { ...head, body: bodyStream(head, request.method, source, connection) };
    }
  } catch (error) {
    if (error instanceof CheckFailure) throw error;
    if (signal.aborted) throw new CheckFailure("timeout_ttfb", "no answer in time");
    throw new CheckFailure(namedCause(error) ?? "connection_reset", "the connection broke off before an answer came");
  }
}

function requestBytes({ url, method, headers, body }: RawRequest): Uint8Array {
  const { host, pathname, search } = new URL(url);
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const all: Record<string, string> = { ...headers, host, connection: "close", "accept-encoding": "identity" };
  if (content !== null) all["content-length"] = String(content.length);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Uint8Array.from(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`, (char) =>
    char.charCodeAt(0),
  );
  if (content === null) return head;
  const whole = new Uint8Array(head.length + content.length);
  whole.set(head);
  whole.set(content, head.length);
  return whole;
}

type Head = Omit<Answer, "body">;

async function readHead(source: ByteSource): Promise<Head> {
  let text = "";
  for (;;) {
    const chunk = await source.read();
    if (chunk === null) throw endedIn(text);
    const before = text.length;
    for (let i = 0; i < chunk.length; i += 8_192) text += String.fromCharCode(...chunk.subarray(i, i + 8_192));
    if (!"HTTP/1.".startsWith(text.slice(0, 7))) throw notHttp(text);
    const end = /\r?\n\r?\n/.exec(text);
    if ((end?.index ?? text.length) > HEADERS_LIMIT) throw headersTooLarge();
    if (end === null) continue;
    source.giveBack(chunk.subarray(end.index + end[0].length - before));
    return parseHead(text.slice(0, end.index));
  }
}

const endedIn = (text: string): CheckFailure =>
  text === "" ? new CheckFailure("empty_reply", "the server closes the connection without an answer") : notHttp(text);

function notHttp(text: string): CheckFailure {
  const start = text.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, ".");
  return new CheckFailure("protocol_error", `the answer is not HTTP: it begins with "${start}"`);
}

function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split(/\r?\n/);
  const match = /^HTTP\/1\.\d ([1-9]\d{2})(?: (.*))?$/.exec(first);
  if (match === null) throw notHttp(first);
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = /^([^:\s]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new CheckFailure("protocol_error", "a header of the answer is none");
    append(headers, name, value);
  }
  return { status: Number(match[1]), statusText: match[2] ?? "", headers };
}

function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value.trim());
  } catch {
    throw new CheckFailure("protocol_error", "a header of the answer is none");
  }
}
