import { CheckFailure } from "../failure.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Replies of an SMTP server: RFC 5321 §4.2. */

export type SmtpReply = { code: number; lines: string[] };

const MOST_LINES = 100;

/** A whole reply, its continuation lines included. @throws CheckFailure `protocol_error` if it is none */
export async function readReply(wire: Wire): Promise<SmtpReply> {
  const lines: string[] = [];
  for (let i = 0; i < MOST_LINES; i++) {
    const [, code = "", mark = "", text = ""] = /^([2-5]\d\d)([ -]?)(.*)$/.exec(await wire.line()) ?? [];
    if (code === "") throw new CheckFailure("protocol_error", "the server does not answer as a mail server does");
    lines.push(text);
    if (mark !== "-") return { code: Number(code), lines };
  }
  throw new CheckFailure("protocol_error", "the server's reply never ends");
}

/** Sends a command line and reads the reply. */
export async function say(wire: Wire, line: string): Promise<SmtpReply> {
  await wire.write(`${line}\r\n`);
  return readReply(wire);
}

/** The reply, if it has the code. @throws CheckFailure `query_failed` with the server's own sentence */
export function expectCode(reply: SmtpReply, code: number, doing: string): SmtpReply {
  if (reply.code === code) return reply;
  throw new CheckFailure("query_failed", `${doing} is answered with ${sentence(reply)}`);
}

export const sentence = ({ code, lines }: SmtpReply): string => oneLine(`${code} ${lines.join(" ")}`);

/** What EHLO lists, in capitals: `STARTTLS`, `AUTH PLAIN LOGIN`. Its first line is a greeting. */
export const extensions = ({ lines }: SmtpReply): string[] => lines.slice(1).map((line) => line.trim().toUpperCase());
