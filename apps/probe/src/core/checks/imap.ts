import type { ImapSpec } from "@nightbell/shared/check/spec/servers";
import { CheckFailure } from "../failure.ts";
import { base64, utf8 } from "../wire/bytes.ts";
import { capabilities, command, expectOk, readGreeting, type ImapAnswer } from "../wire/imap.ts";
import { converse, passed, secretOf } from "../wire/session.ts";
import { withTlsExplained } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import type { CheckContext, Checker } from "./finding.ts";

/** A mailbox server: greeting, CAPABILITY, TLS, a login if wanted, LOGOUT. Spec "checks" §1. */

export const checkImap: Checker<"imap"> = (spec, context, egress) => {
  const target = { host: spec.host, port: spec.port, tls: spec.security === "tls" ? "on" : "starttls" } as const;
  return withTlsExplained(target, spec.security === "tls" ? null : offerImapTls, context, egress, () =>
    converse(target, context.signal, egress, async (wire) => {
      const offered = await greet(wire, spec);
      if (spec.login !== null) await logIn(wire, offered, spec.login, context);
      await wire.write("a9 LOGOUT\r\n");
      return passed(context);
    }),
  );
};

/** Speaks as far as the moment in which TLS begins. */
export async function offerImapTls(wire: Wire): Promise<void> {
  await readGreeting(wire);
  const offered = capabilities(expectOk(await command(wire, "a1", "CAPABILITY"), "CAPABILITY"));
  if (!offered.includes("STARTTLS")) throw new CheckFailure("not_tls", "the server does not offer STARTTLS");
  expectOk(await command(wire, "a2", "STARTTLS"), "STARTTLS");
}

/** What the server offers once the connection is over TLS. */
async function greet(wire: Wire, { security, host }: ImapSpec): Promise<string[]> {
  if (security === "tls") await readGreeting(wire);
  else {
    await offerImapTls(wire);
    wire.secure(host);
  }
  return capabilities(expectOk(await command(wire, "a3", "CAPABILITY"), "CAPABILITY"));
}

async function logIn(
  wire: Wire,
  offered: string[],
  { user, password: reference }: NonNullable<ImapSpec["login"]>,
  { secrets }: CheckContext,
): Promise<void> {
  const password = secretOf(reference, secrets);
  const answer = offered.includes("AUTH=PLAIN")
    ? await command(wire, "a4", "AUTHENTICATE PLAIN", base64(utf8(`\0${user}\0${password}`)))
    : await command(wire, "a4", `LOGIN ${quoted(user)} ${quoted(password)}`);
  if (answer.status !== "OK") throw refusal(answer);
}

/** `UNAVAILABLE` says that the server cannot tell now; it is no refusal (RFC 5530 §3). */
function refusal({ text }: ImapAnswer): CheckFailure {
  return text.toUpperCase().startsWith("[UNAVAILABLE]")
    ? new CheckFailure("query_failed", `the login cannot be judged: ${text}`)
    : new CheckFailure("auth_failed", `the login is refused: ${text}`);
}

/** A quoted string holds neither line breaks nor zero bytes (RFC 9051 §9). */
const quoted = (text: string): string => `"${text.replace(/[\r\n\0]/g, "").replace(/(["\\])/g, "\\$1")}"`;
