import { CheckFailure } from "../failure.ts";
import { concat, textOf, utf8 } from "./bytes.ts";
import { MOST_ANSWER_BYTES } from "./cell.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** RESP2, the Redis protocol: "Redis serialization protocol specification". */

/** A reply's one value: of an array the first that is one. */
export type Reply = { kind: "value"; value: string | null } | { kind: "error"; code: string; message: string };

/** A command, as an array of bulk strings. */
export function command(...words: readonly string[]): Uint8Array {
  const parts = words.map(utf8).flatMap((word) => [utf8(`$${word.length}\r\n`), word, utf8("\r\n")]);
  return concat(utf8(`*${words.length}\r\n`), ...parts);
}

const DEEPEST = 8;

/** Reads a reply as far as its one value goes: of a long string the first 4 kB, of an array the first element. */
export async function readReply(wire: Wire, depth = 0): Promise<Reply> {
  const line = await wire.line();
  const rest = line.slice(1);
  switch (line.charAt(0)) {
    case "+":
    case ":":
      return { kind: "value", value: rest };
    case "-":
      return { kind: "error", code: rest.split(" ")[0] ?? "", message: oneLine(rest) };
    case "$":
      return { kind: "value", value: await bulk(wire, lengthOf(rest)) };
    case "*":
      if (depth > DEEPEST) break;
      return lengthOf(rest) > 0 ? readReply(wire, depth + 1) : { kind: "value", value: null };
  }
  throw new CheckFailure("protocol_error", "the server does not answer as Redis does");
}

async function bulk(wire: Wire, length: number): Promise<string | null> {
  return length < 0 ? null : textOf(await wire.exactly(Math.min(length, MOST_ANSWER_BYTES)));
}

function lengthOf(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new CheckFailure("protocol_error", "the server does not answer as Redis does");
}
