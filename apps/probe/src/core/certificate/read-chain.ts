import type { Cause } from "@nightbell/shared/check/cause";
import { dial, type ConnectTarget } from "../dial.ts";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import type { Connection } from "../io.ts";
import { namedCause } from "../transport-error.ts";
import { toHex } from "../wire/bytes.ts";
import type { Bytes } from "./bytes.ts";
import { DerError } from "./der.ts";
import { readCertificate } from "./read-certificate.ts";
import { CertificateReadError } from "./read-error.ts";
import { alertName } from "./server-messages.ts";
import { parseX509, type X509 } from "./x509.ts";

export type Chain = {
  /** As sent: the server's own first. */
  certificates: [X509, ...X509[]];
  /** Fingerprint of the server's own, in hexadecimal. */
  sha256: string;
  /** The version the server chose: 0x0301 to 0x0304. */
  version: number;
  /** The server chose a cipher that careful runtimes no longer offer. */
  isCipherOld: boolean;
  clientCertificateRequested: boolean;
};

/**
 * The chain that a server of TLS from the first byte shows.
 * @throws CheckFailure what {@link dial} throws, or why the chain cannot be read, as spec "checks" §4 derives causes
 */
export async function readChain(
  { host, port, serverName = host }: Omit<ConnectTarget, "tls">,
  signal: AbortSignal,
  egress: Egress,
): Promise<Chain> {
  const connection = await dial({ host, port, tls: "off" }, signal, egress);
  try {
    return await readChainOver(connection, serverName, signal);
  } finally {
    connection.close();
  }
}

/**
 * The chain shown over a plain connection that is ready for TLS, for instance after STARTTLS.
 * @throws CheckFailure as {@link readChain}
 */
export async function readChainOver(connection: Connection, serverName: string, signal: AbortSignal): Promise<Chain> {
  try {
    const { certificates, ...seen } = await readCertificate(connection, serverName);
    const [leaf, ...others] = certificates;
    if (leaf === undefined) throw new CertificateReadError("no_certificate", "the server showed no certificate");
    return {
      certificates: [parseX509(leaf), ...others.map(parseX509)],
      sha256: await fingerprint(leaf),
      ...seen,
    };
  } catch (error) {
    throw chainFailure(error, signal);
  }
}

const fingerprint = async (der: Bytes): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", der)));

const CAUSE_OF_ALERT: Partial<Record<number, Cause>> = {
  40: "tls_handshake_failure",
  70: "tls_protocol_version",
  71: "tls_handshake_failure",
  116: "client_certificate_required",
};

function chainFailure(error: unknown, signal: AbortSignal): CheckFailure {
  if (signal.aborted) return new CheckFailure("tls_timeout", "the server does not answer the TLS handshake in time");
  if (error instanceof DerError)
    return new CheckFailure("tls_untrusted", `the server's certificate cannot be read: ${error.message}`);
  if (!(error instanceof CertificateReadError))
    return new CheckFailure(namedCause(error) ?? "connection_reset", "the connection broke off in the TLS handshake");
  const { fault, alert, message } = error;
  if (fault === "no_answer")
    return new CheckFailure("empty_reply", "the server closes the connection without an answer to the TLS handshake");
  if (fault === "closed")
    return new CheckFailure("connection_reset", "the server closes the connection in the middle of the TLS handshake");
  if (fault === "not_tls") return new CheckFailure("not_tls", message);
  if (fault !== "alert") return new CheckFailure("tls_handshake_failure", `the TLS handshake fails: ${message}`);
  const cause = CAUSE_OF_ALERT[alert ?? 0] ?? "tls_alert";
  return new CheckFailure(cause, `the server refuses the TLS handshake with the alert ${alertName(alert ?? 0)}`);
}
