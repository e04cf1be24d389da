import type { SmtpSpec } from "@nightbell/shared/check/spec/servers";
import { CheckFailure } from "../failure.ts";
import { base64, utf8 } from "../wire/bytes.ts";
import { converse, passed, secretOf } from "../wire/session.ts";
import { expectCode, extensions, readReply, say, sentence } from "../wire/smtp.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import type { CheckContext, Checker } from "./finding.ts";

/** A mail server's submission port: banner, EHLO, TLS, a login if wanted, QUIT. Spec "checks" §1. */

/** No mail is sent, so the name need only be one (RFC 5321 §4.1.1.1); `.invalid` is nobody's (RFC 2606). */
const EHLO = "EHLO nightbell.invalid";

export const checkSmtp: Checker<"smtp"> = (spec, context, egress) => {
  const target = { host: spec.host, port: spec.port, tls: spec.security === "tls" ? "on" : "starttls" } as const;
  return withTlsExplained(target, spec.security === "tls" ? null : offerSmtpTls, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      const offered = await greet(wire, spec);
      if (spec.login !== null) await logIn(wire, offered, spec.login, context);
      await wire.write("QUIT\r\n");
      return passed(context);
    }),
  );
};

/** Speaks as far as the moment in which TLS begins. */
export async function offerSmtpTls(wire: Wire): Promise<void> {
  expectCode(await readReply(wire), 220, "the connection");
  const offered = extensions(expectCode(await say(wire, EHLO), 250, "EHLO"));
  if (!offered.includes("STARTTLS")) throw new CheckFailure("not_tls", "the server does not offer STARTTLS");
  expectCode(await say(wire, "STARTTLS"), 220, "STARTTLS");
}

/** What the server offers once the connection is over TLS. */
async function greet(wire: Wire, { security, host }: SmtpSpec): Promise<string[]> {
  if (security === "tls") expectCode(await readReply(wire), 220, "the connection");
  else {
    await offerSmtpTls(wire);
    wire.secure(host);
  }
  return extensions(expectCode(await say(wire, EHLO), 250, "EHLO"));
}

/** RFC 4954 §4: PLAIN where it is offered, else the older LOGIN. */
async function logIn(
  wire: Wire,
  offered: string[],
  login: NonNullable<SmtpSpec["login"]>,
  { secrets }: CheckContext,
): Promise<void> {
  const methods = offered.find((line) => /^AUTH[ =]/.test(line))?.split(/[ =]+/) ?? [];
  const password = secretOf(login.password, secrets);
  const encoded = (text: string): string => base64(utf8(text));
  if (methods.includes("PLAIN")) return accepted(wire, `AUTH PLAIN ${encoded(`\0${login.user}\0${password}`)}`);
  if (!methods.includes("LOGIN"))
    throw new CheckFailure("auth_failed", "the server offers neither AUTH PLAIN nor AUTH LOGIN");
  expectCode(await say(wire, "AUTH LOGIN"), 334, "AUTH LOGIN");
  expectCode(await say(wire, encoded(login.user)), 334, "the user's name");
  return accepted(wire, encoded(password));
}

/** 4xx says that the server cannot tell now; it is no refusal (RFC 4954 §6). */
async function accepted(wire: Wire, line: string): Promise<void> {
  const reply = await say(wire, line);
  if (reply.code === 235) return;
  throw new CheckFailure(
    reply.code >= 500 ? "auth_failed" : "query_failed",
    `the login is refused: ${sentence(reply)}`,
  );
}
