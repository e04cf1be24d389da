import { CheckFailure } from "../failure.ts";
import { concat, cString, Cursor, textOf, u32le, utf8 } from "./bytes.ts";
import { MOST_ANSWER_BYTES, type Cell } from "./cell.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Packets of the MySQL client/server protocol, which MariaDB speaks as well: "Client/Server Protocol" in MySQL's source documentation. */

const LONGEST_PACKET = 65_536;
const UTF8MB4 = 45;

export const CAPABILITY = {
  longPassword: 0x1,
  connectWithDatabase: 0x8,
  protocol41: 0x200,
  ssl: 0x800,
  transactions: 0x2000,
  secureConnection: 0x8000,
  pluginAuth: 0x8_0000,
} as const;

export type Packet = { payload: Uint8Array; sequence: number };

/** What the server says of itself before anything is asked. */
export type Greeting = { version: string; nonce: Uint8Array; plugin: string; offersTls: boolean };

export type ServerError = { code: number; message: string };

/** The next packet; of a longer one than `most` bytes only the start, and the rest stays unread. */
export async function readPacket(wire: Wire, most = LONGEST_PACKET): Promise<Packet & { cut: boolean }> {
  const header = new Cursor(await wire.exactly(4));
  const length = header.uintLe(3);
  const sequence = header.uint(1);
  if (length > most && most === LONGEST_PACKET)
    throw new CheckFailure("protocol_error", "the server does not speak as MySQL does");
  return { payload: await wire.exactly(Math.min(length, most)), sequence, cut: length > most };
}

export async function writePacket(wire: Wire, sequence: number, ...body: Uint8Array[]): Promise<void> {
  const payload = concat(...body);
  await wire.write(concat(u32le(payload.length).subarray(0, 3), Uint8Array.of(sequence), payload));
}

/** Handshake, version 10. @throws CheckFailure `protocol_error` if it is none */
export function parseGreeting(payload: Uint8Array): Greeting {
  const greeting = new Cursor(payload);
  if (greeting.left < 30 || greeting.uint(1) !== 10)
    throw new CheckFailure("protocol_error", "the server does not greet as MySQL does");
  const version = oneLine(greeting.cString());
  greeting.take(4);
  const nonce = greeting.take(8);
  greeting.take(1);
  const low = greeting.uintLe(2);
  greeting.take(3);
  const capabilities = low + greeting.uintLe(2) * 0x1_0000;
  greeting.take(11);
  const more = greeting.take(Math.min(12, greeting.left));
  if (greeting.left > 0) greeting.take(1);
  return {
    version,
    nonce: concat(nonce, more),
    plugin: greeting.left > 0 ? greeting.cString() : "mysql_native_password",
    offersTls: (capabilities & CAPABILITY.ssl) !== 0,
  };
}

/** How the client's first packet begins; alone it asks for TLS. */
export const clientHeader = (capabilities: number): Uint8Array =>
  concat(u32le(capabilities), u32le(LONGEST_PACKET), Uint8Array.of(UTF8MB4), new Uint8Array(23));

export function loginPacket(
  capabilities: number,
  login: { user: string; proof: Uint8Array; database: string | null; plugin: string },
): Uint8Array {
  return concat(
    clientHeader(capabilities),
    cString(login.user),
    Uint8Array.of(login.proof.length),
    login.proof,
    login.database === null ? new Uint8Array(0) : cString(login.database),
    cString(login.plugin),
  );
}

/** An ERR packet without its first byte. The SQLSTATE is missing before the login. */
export function parseError(payload: Uint8Array): ServerError {
  const error = new Cursor(payload.subarray(1));
  const code = error.uintLe(2);
  return { code, message: oneLine(textOf(error.rest()).replace(/^#[0-9A-Z]{5}/, "")) };
}

export const isOk = (payload: Uint8Array): boolean => payload[0] === 0x00;
export const isError = (payload: Uint8Array): boolean => payload[0] === 0xff;
export const isEof = (payload: Uint8Array): boolean => payload[0] === 0xfe && payload.length < 9;

const QUERY = 0x03;
const QUIT = 0x01;
const MOST_COLUMNS = 500;

/** The first value of a statement's first row. `failure` makes the error of an ERR packet. */
export async function firstCell(
  wire: Wire,
  statement: string,
  failure: (error: ServerError) => CheckFailure,
): Promise<Cell> {
  await writePacket(wire, 0, Uint8Array.of(QUERY), utf8(statement));
  const { payload } = await readPacket(wire);
  if (isError(payload)) throw failure(parseError(payload));
  if (isOk(payload)) return undefined;
  const columns = lengthOf(new Cursor(payload));
  if (columns === null || columns > MOST_COLUMNS)
    throw new CheckFailure("query_failed", "the answer is not a table of at most 500 columns");
  // A definition for each column, then EOF.
  for (let i = 0; i <= columns; i++) await readPacket(wire);
  const row = await readPacket(wire, MOST_ANSWER_BYTES);
  if (isError(row.payload)) throw failure(parseError(row.payload));
  if (isEof(row.payload)) return undefined;
  const values = new Cursor(row.payload);
  const length = lengthOf(values);
  if (length === null) return null;
  return textOf(values.take(row.cut ? Math.min(length, values.left) : length));
}

export const quit = (wire: Wire): Promise<void> => writePacket(wire, 0, Uint8Array.of(QUIT));

/** A length-encoded integer; null is NULL, or a request for a local file, which nobody gets. */
function lengthOf(cursor: Cursor): number | null {
  const first = cursor.uint(1);
  if (first === 0xfb) return null;
  if (first === 0xfc) return cursor.uintLe(2);
  if (first === 0xfd) return cursor.uintLe(3);
  return first === 0xfe ? cursor.uintLe(8) : first;
}
