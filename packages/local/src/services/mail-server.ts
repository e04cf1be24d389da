import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from "smtp-server";
import type { Addresses } from "../config.ts";

/** The one-machine stack's mail server: what arrives for the mail domain is handed to the ping host. Spec "heartbeats" §3. */

const SIZE_LIMIT_BYTES = 25 * 1024 * 1024;
const PATIENCE_MS = 10_000;
const CLOSE_MS = 1_000;
const TOO_LARGE = "552 5.3.4 The message is over 25 MB";
const TRY_LATER = "451 4.3.0 Try again later";

export type MailServer = { close(): Promise<void> };

/**
 * Listens for SMTP on loopback. Refuses foreign domains at RCPT; what the ping host says of a mailbox is the answer to DATA.
 * @param at `smtpPort`, `mailDomain` and `mailDoor` are used
 * @throws when the port is taken
 */
export async function startMailServer(
  at: Pick<Addresses, "smtpPort" | "mailDomain" | "mailDoor">,
): Promise<MailServer> {
  const server = new SMTPServer({
    name: "nightbell.localhost",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: SIZE_LIMIT_BYTES,
    closeTimeout: CLOSE_MS,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const own = address.toLowerCase().endsWith(`@${at.mailDomain}`);
      done(own ? null : smtpError("550 5.1.1 Recipient rejected"));
    },
    onData(stream, { envelope }, done) {
      const answer = async (): Promise<void> => done(await receive(at.mailDoor, envelope, stream));
      void answer();
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.smtpPort, "127.0.0.1", resolve);
  });
  // One peer that hangs up in the middle must not end the stack.
  server.on("error", (error) => console.error("The mail server:", error.message));
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Reads a message and hands it over. Never throws. @returns the error to answer with; null when it was taken */
async function receive(
  door: string,
  { mailFrom, rcptTo }: SMTPServerEnvelope,
  stream: SMTPServerDataStream,
): Promise<Error | null> {
  try {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) return smtpError(TOO_LARGE);
    const from = mailFrom === false ? "" : mailFrom.address;
    const recipients = rcptTo.map(({ address }) => address);
    const reply = await handOver(door, from, recipients, raw);
    return reply === null ? null : smtpError(reply);
  } catch (error) {
    console.error("A mail could not be handed over:", error);
    return smtpError(TRY_LATER);
  }
}

/**
 * One ping for each recipient. SMTP has a single answer for all of them: taken if any was, for a second try would count
 * that one twice.
 * @returns null, or the reply that refuses the message
 */
async function handOver(door: string, from: string, recipients: string[], raw: Buffer): Promise<string | null> {
  const replies: (string | null)[] = [];
  for (const to of recipients) replies.push(await handOverOne(door, from, to, raw));
  return replies.includes(null) ? null : (replies.find((reply) => reply?.startsWith("4")) ?? replies[0] ?? TRY_LATER);
}

async function handOverOne(door: string, from: string, to: string, raw: Buffer): Promise<string | null> {
  const url = `${door}?${new URLSearchParams({ from, to }).toString()}`;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, { method: "POST", body: new Uint8Array(raw), signal }).catch(() => null);
  const text = await answer?.text().catch(() => "");
  if (answer?.status === 200) return null;
  return answer?.status === 422 && text ? text : TRY_LATER;
}

/** @param reply an SMTP reply such as `550 5.1.1 Invalid mailbox` */
const smtpError = (reply: string): Error =>
  Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
