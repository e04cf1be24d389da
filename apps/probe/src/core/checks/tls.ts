import type { Cause } from "@nightbell/shared/check/cause";
import type { TlsSpec } from "@nightbell/shared/check/spec/network";
import { judgeChain } from "../certificate/judge-chain.ts";
import { dial } from "../dial.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import * as pg from "../wire/postgres.ts";
import { converse, passed } from "../wire/session.ts";
import { chainAfter, type Preamble } from "../wire/tls-reason.ts";
import type { Wire } from "../wire/wire.ts";
import { failed, type Checker } from "./finding.ts";
import { offerImapTls } from "./imap.ts";
import { offerSmtpTls } from "./smtp.ts";

/** A server's certificate: its dates, names and issuers, and whether the runtime trusts it. Spec "checks" §1 and §5. */

export const checkTls: Checker<"tls"> = async (spec, context, egress) => {
  const { host, port, starttls } = spec;
  const serverName = spec.serverName ?? host;
  const preamble = starttls === "none" ? null : PREAMBLES[starttls];
  const chain = await chainAfter(preamble, { host, port, serverName }, context.signal, egress).catch(asFailure);
  if (chain instanceof CheckFailure) {
    // Our reader knows fewer ciphers than the runtime: what that accepts is trusted, though it cannot be shown.
    const isUnreadable = chain.reason === "tls_handshake_failure";
    if (isUnreadable && (await refusalOf(spec, serverName, context.signal, egress)) === null) return passed(context);
    throw chain;
  }
  const { fault, doubt, certificate } = judgeChain(chain, serverName, Date.now());
  const found = (failure: CheckFailure) => failed(context.elapsed(), failure.reason, failure.message, { certificate });
  if (fault !== null && DATES.includes(fault.cause)) return found(new CheckFailure(fault.cause, fault.detail));
  const refusal = await refusalOf(spec, serverName, context.signal, egress);
  if (refusal === null) return { ...passed(context), certificate };
  // Workers say of a refused handshake only that it failed; the chain says more.
  if (refusal !== "cannot ask" && !OPAQUE.includes(refusal.reason)) return found(refusal);
  if (fault !== null) return found(new CheckFailure(fault.cause, fault.detail));
  if (refusal === "cannot ask") return { ...passed(context), certificate };
  return found(
    chain.clientCertificateRequested
      ? new CheckFailure("client_certificate_required", "the server asks for a client certificate")
      : new CheckFailure("tls_untrusted", doubt),
  );
};

/** No runtime's word is needed for these, nor does it count against them where any certificate is to be taken. */
const DATES: readonly Cause[] = ["tls_expired", "tls_not_yet_valid"];
const OPAQUE: readonly Cause[] = ["transport_unknown", "tls_handshake_failure", "connection_reset"];

const PREAMBLES = {
  smtp: offerSmtpTls,
  imap: offerImapTls,
  postgres: async (wire: Wire): Promise<void> => {
    if (!(await pg.askForTls(wire))) throw new CheckFailure("not_tls", "the server does not offer TLS");
  },
} satisfies Record<Exclude<TlsSpec["starttls"], "none">, Preamble>;

/** Something that any server of the protocol answers: only a byte read proves the handshake (spec "checks" §5). */
const QUESTIONS: Record<Exclude<TlsSpec["starttls"], "none">, (wire: Wire) => Promise<void>> = {
  smtp: (wire) => wire.write("EHLO nightbell.invalid\r\n"),
  imap: (wire) => wire.write("a3 CAPABILITY\r\n"),
  postgres: (wire) => pg.sendStartup(wire, { user: "nightbell" }),
};

/**
 * Why the runtime does not accept the server; null if it does. It cannot be asked about another name than the host's on
 * Workers, which verify that one alone.
 */
async function refusalOf(
  { host, port, starttls }: TlsSpec,
  serverName: string,
  signal: AbortSignal,
  egress: Egress,
): Promise<CheckFailure | "cannot ask" | null> {
  const isOnWorkers = egress.io.resolve === null;
  if (isOnWorkers && serverName !== host) return "cannot ask";
  const handshake =
    starttls === "none"
      ? dial({ host, port, serverName, tls: "on" }, signal, egress).then((connection) => connection.close())
      : converse({ host, port, tls: "starttls" }, signal, egress, (wire) => secured(wire, starttls, serverName));
  return (await handshake.catch(asFailure)) ?? null;
}

function asFailure(error: unknown): CheckFailure {
  if (error instanceof CheckFailure) return error;
  throw error;
}

async function secured(wire: Wire, starttls: keyof typeof PREAMBLES, serverName: string): Promise<void> {
  await PREAMBLES[starttls](wire);
  wire.secure(serverName);
  await QUESTIONS[starttls](wire);
  await wire.byte();
}
