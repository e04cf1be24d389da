import { CheckFailure } from "../failure.ts";
import { base64, concat, Cursor, textOf, u16, utf8 } from "./bytes.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** A WebSocket client: opening handshake and frames (RFC 6455 §4 and §5). No extensions are offered. */

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const MOST_HEADERS = 100;
const LONGEST_MESSAGE = 262_144;
const MOST_FRAMES = 1_000;

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type Opening = { status: number; reason: string; headers: Map<string, string> };

/** 16 random bytes (RFC 6455 §4.1). */
export const newKey = (): string => base64(crypto.getRandomValues(new Uint8Array(16)));

/** What a server must answer to a key (RFC 6455 §4.2.2). */
export async function acceptOf(key: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-1", utf8(key + MAGIC))));
}

/** Reads the head of the answer to the opening request. */
export async function readOpening(wire: Wire): Promise<Opening> {
  const [, status, reason = ""] = /^HTTP\/1\.1 (\d{3})(?: (.*))?$/.exec(await wire.line()) ?? [];
  if (status === undefined) throw new CheckFailure("protocol_error", "the answer is not HTTP");
  const headers = new Map<string, string>();
  for (let i = 0; i < MOST_HEADERS; i++) {
    const line = await wire.line();
    if (line === "") return { status: Number(status), reason: oneLine(reason), headers };
    const colon = line.indexOf(":");
    if (colon < 1) throw new CheckFailure("protocol_error", "the answer's headers are not HTTP");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  throw new CheckFailure("headers_too_large", `the answer has more than ${MOST_HEADERS} headers`);
}

/** A whole frame, masked as a client must (RFC 6455 §5.3). */
export function frame(opcode: number, payload: Uint8Array): Uint8Array {
  const mask = crypto.getRandomValues(new Uint8Array(4));
  const length =
    payload.length < 126
      ? Uint8Array.of(0x80 | payload.length)
      : concat(Uint8Array.of(0x80 | 126), u16(payload.length));
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return concat(Uint8Array.of(0x80 | opcode), length, mask, masked);
}

/** The close frame's status for a normal end (RFC 6455 §7.4.1). */
export const closing = (): Uint8Array => frame(OPCODE.close, u16(1_000));

type Frame = { isLast: boolean; opcode: number; payload: Uint8Array };

/**
 * The next whole message; pings are answered on the way.
 * @throws CheckFailure `expect_mismatch` if the server closes the WebSocket instead
 */
export async function nextMessage(wire: Wire): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let frames = 0; frames < MOST_FRAMES; frames++) {
    const { isLast, opcode, payload } = await readFrame(wire, length);
    if (opcode === OPCODE.close) throw closed(payload);
    if (opcode === OPCODE.ping) await wire.write(frame(OPCODE.pong, payload));
    if (opcode >= OPCODE.close) continue;
    if ((opcode === OPCODE.continuation) !== parts.length > 0) throw malformed();
    parts.push(payload);
    length += payload.length;
    if (isLast) return concat(...parts);
  }
  throw new CheckFailure("protocol_error", "the server sends frames without end");
}

async function readFrame(wire: Wire, before: number): Promise<Frame> {
  const [first = 0, second = 0] = await wire.exactly(2);
  const opcode = first & 0x0f;
  const isControl = opcode >= OPCODE.close;
  const isLast = (first & 0x80) !== 0;
  const short = second & 0x7f;
  // Reserved bits belong to extensions, and a server never masks.
  if ((first & 0x70) !== 0 || (second & 0x80) !== 0 || !KNOWN.has(opcode)) throw malformed();
  if (isControl && (!isLast || short > 125)) throw malformed();
  const length =
    short < 126 ? short : new Cursor(await wire.exactly(short === 126 ? 2 : 8)).uint(short === 126 ? 2 : 8);
  if (!isControl && before + length > LONGEST_MESSAGE)
    throw new CheckFailure("protocol_error", "the server's message is longer than 256 kB");
  return { isLast, opcode, payload: await wire.exactly(length) };
}

const KNOWN = new Set<number>(Object.values(OPCODE));

const malformed = (): CheckFailure =>
  new CheckFailure("protocol_error", "the server sends frames that are no WebSocket's");

function closed(payload: Uint8Array): CheckFailure {
  const code = payload.length < 2 ? "" : ` with ${new Cursor(payload).uint(2)}`;
  const reason = oneLine(textOf(payload.subarray(2)));
  return new CheckFailure(
    "expect_mismatch",
    `the server closed the WebSocket${code}${reason === "" ? "" : `: ${reason}`}`,
  );
}
