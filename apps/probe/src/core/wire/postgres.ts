import { CheckFailure } from "../failure.ts";
import { concat, cString, Cursor, EMPTY, textOf, u16, u32, utf8 } from "./bytes.ts";
import { MOST_ANSWER_BYTES } from "./cell.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Messages of the PostgreSQL protocol 3.0: "Message Formats" in its manual. */

const SSL_REQUEST = 80_877_103;
const PROTOCOL_3 = 196_608;
const LONGEST_MESSAGE = 65_536;

/** A message of the server. Of a data row longer than `MOST_ANSWER_BYTES` only the start is read, and the rest stays. */
export type Message = { type: string; body: Uint8Array; cut: boolean };

/** An `ErrorResponse`: its SQLSTATE and its sentence. */
export type ServerError = { code: string; message: string };

/** Asks whether the server speaks TLS. @throws CheckFailure `protocol_error` if this is no Postgres */
export async function askForTls(wire: Wire): Promise<boolean> {
  await wire.write(concat(u32(8), u32(SSL_REQUEST)));
  const answer = String.fromCharCode(await wire.byte());
  if (answer === "S" || answer === "N") return answer === "S";
  throw new CheckFailure("protocol_error", "the server does not answer as Postgres does");
}

export async function sendStartup(wire: Wire, parameters: Record<string, string>): Promise<void> {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [cString(name), cString(value)]);
  const body = concat(u32(PROTOCOL_3), ...pairs, Uint8Array.of(0));
  await wire.write(concat(u32(body.length + 4), body));
}

export const message = (type: string, ...body: Uint8Array[]): Uint8Array => {
  const whole = concat(...body);
  return concat(utf8(type), u32(whole.length + 4), whole);
};

/** The next message that is not a mere notice. @throws CheckFailure `protocol_error` for what no server of this protocol sends */
export async function nextMessage(wire: Wire): Promise<Message> {
  for (;;) {
    const type = String.fromCharCode(await wire.byte());
    const length = new Cursor(await wire.exactly(4)).uint(4) - 4;
    const most = type === "D" ? MOST_ANSWER_BYTES : LONGEST_MESSAGE;
    if (!/[A-Za-z0-9]/.test(type) || length < 0 || (length > most && type !== "D"))
      throw new CheckFailure("protocol_error", "the server does not speak as Postgres does");
    const body = await wire.exactly(Math.min(length, most));
    if (!NOTICES.has(type)) return { type, body, cut: length > most };
  }
}

/** NoticeResponse, ParameterStatus, BackendKeyData, NegotiateProtocolVersion, NotificationResponse. */
const NOTICES = new Set(["N", "S", "K", "v", "A"]);

/** Parse, Bind, Execute for one row, Sync: all results as text. */
export function oneRowOf(query: string): Uint8Array {
  return concat(
    message("P", cString(""), cString(query), u16(0)),
    message("B", cString(""), cString(""), u16(0), u16(0), u16(0)),
    message("E", cString(""), u32(1)),
    message("S", EMPTY),
  );
}

/** The first value of a data row; null is NULL, undefined a row of no columns. A row that was cut gives what there is of it. */
export function firstCell({ body, cut }: Message): string | null | undefined {
  const row = new Cursor(body);
  if (row.uint(2) === 0) return undefined;
  const length = row.uint(4);
  if (length === 0xff_ff_ff_ff) return null;
  return textOf(row.take(cut ? Math.min(length, row.left) : length));
}

/** Reads an `ErrorResponse`'s fields. */
export function errorOf(body: Uint8Array): ServerError {
  const cursor = new Cursor(body);
  const error = { code: "", message: "" };
  while (cursor.left > 0) {
    const field = String.fromCharCode(cursor.uint(1));
    if (field === "\0") break;
    const value = cursor.cString();
    if (field === "C") error.code = value;
    if (field === "M") error.message = oneLine(value);
  }
  return error;
}
