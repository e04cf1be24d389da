import { CheckFailure } from "../failure.ts";
import { oneLine } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Responses of an IMAP server: RFC 9051 §7. */

const MOST_LINES = 100;

/** A command's end, and the untagged lines before it. */
export type ImapAnswer = { status: "OK" | "NO" | "BAD"; text: string; untagged: string[] };

/** Sends a command under a tag and reads until its end. A continuation is answered by `more`, if there is one. */
export async function command(wire: Wire, tag: string, line: string, more?: string): Promise<ImapAnswer> {
  await wire.write(`${tag} ${line}\r\n`);
  const untagged: string[] = [];
  let owed = more;
  for (let i = 0; i < MOST_LINES; i++) {
    const answer = await wire.line();
    const [, status, text = ""] = new RegExp(`^${tag} (OK|NO|BAD)\\b ?(.*)$`, "i").exec(answer) ?? [];
    if (status !== undefined)
      return { status: status.toUpperCase() as ImapAnswer["status"], text: oneLine(text), untagged };
    if (answer.startsWith("+") && owed !== undefined) {
      await wire.write(`${owed}\r\n`);
      owed = undefined;
    } else if (answer.startsWith("* ")) untagged.push(answer.slice(2));
    else throw notImap();
  }
  throw new CheckFailure("protocol_error", "the server's answer never ends");
}

/** Reads the greeting. @throws CheckFailure `query_failed` if the server says BYE */
export async function readGreeting(wire: Wire): Promise<void> {
  const line = await wire.line();
  if (/^\* (OK|PREAUTH)\b/i.test(line)) return;
  if (/^\* BYE\b/i.test(line))
    throw new CheckFailure("query_failed", `the server lets nobody in: ${oneLine(line.slice(5))}`);
  throw notImap();
}

/** @throws CheckFailure `query_failed` with the server's own sentence */
export function expectOk(answer: ImapAnswer, doing: string): ImapAnswer {
  if (answer.status === "OK") return answer;
  throw new CheckFailure("query_failed", `${doing} is answered with ${answer.status} ${answer.text}`);
}

/** What CAPABILITY lists, in capitals. */
export const capabilities = ({ untagged }: ImapAnswer): string[] =>
  untagged.filter((line) => /^CAPABILITY /i.test(line)).flatMap((line) => line.toUpperCase().split(" ").slice(1));

const notImap = (): CheckFailure =>
  new CheckFailure("protocol_error", "the server does not answer as an IMAP server does");
