import type { Connection } from "../io.ts";
import { concat } from "../wire/bytes.ts";
import { u8, vec16, type Bytes } from "./bytes.ts";
import { clientHello, OLD_SUITES, TLS13, type HelloParts } from "./client-hello.ts";
import {
  agree,
  digest,
  hashOf,
  isGcmSuite,
  newKeyShare,
  P256,
  serverHandshakeKeys,
  X25519,
  type KeyShare,
} from "./key-schedule.ts";
import { CertificateReadError } from "./read-error.ts";
import { HandshakeRecords, type Message } from "./records.ts";
import { MESSAGE, parseCertificates, parseServerHello, RECORD, type ServerHello } from "./server-messages.ts";

/**
 * A TLS client that goes as far as the server's Certificate and then stops, because workerd does not show certificates
 * (spec "checks" §5; RFC 5246, RFC 8446). It verifies nothing: what it reads may be shown but never trusted, and whether
 * a host is trustworthy is for the runtime's own handshake. Servers of TLS 1.3 with ChaCha20 alone cannot be read.
 */

const MAX_CERTIFICATES = 10;

export type CertificateRead = {
  /** DER, as sent: usually the server's own first. */
  certificates: Bytes[];
  /** The version the server chose: 0x0301 to 0x0304. */
  version: number;
  /** The server chose a cipher that careful runtimes no longer offer. */
  isCipherOld: boolean;
  clientCertificateRequested: boolean;
};

/**
 * Reads the chain a server shows. The caller has set the deadline and closes the connection.
 * @param host the name to ask for; an address asks for none
 * @throws CertificateReadError; or what the connection throws
 */
export async function readCertificate(connection: Connection, host: string): Promise<CertificateRead> {
  const records = new HandshakeRecords(connection);
  const { version, suite } = await shakeHands(connection, records, host);
  let clientCertificateRequested = false;
  let certificates: Bytes[] = [];
  for (;;) {
    const message = await nextOrEnd(records, certificates.length > 0);
    if (message === null || message.kind === MESSAGE.serverHelloDone) break;
    // In TLS 1.2 the request comes after the certificate, in 1.3 before it.
    if (message.kind === MESSAGE.certificateRequest) clientCertificateRequested = true;
    if (message.kind !== MESSAGE.certificate) continue;
    certificates = parseCertificates(message.body, version === TLS13, MAX_CERTIFICATES);
    if (version === TLS13) break;
  }
  if (certificates.length === 0) throw new CertificateReadError("no_certificate", "the server showed no certificate");
  return { certificates, version, isCipherOld: OLD_SUITES.includes(suite), clientCertificateRequested };
}

/** Once the certificate is there, whatever ends the handshake is only its end. */
async function nextOrEnd(records: HandshakeRecords, isRead: boolean): Promise<Message | null> {
  try {
    return await records.next();
  } catch (error) {
    if (isRead) return null;
    throw error;
  }
}

/** Hellos, once more after a HelloRetryRequest; keys where the version encrypts what follows. Gives the last ServerHello. */
async function shakeHands(connection: Connection, records: HandshakeRecords, host: string): Promise<ServerHello> {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const sessionId = crypto.getRandomValues(new Uint8Array(32));
  const parts: HelloParts = {
    random,
    sessionId,
    host,
    shares: [await newKeyShare(X25519), await newKeyShare(P256)],
    cookie: null,
  };
  const first = clientHello(parts);
  await send(connection, 1, first);
  const answer = await serverHello(records);
  if (!answer.hello.isRetry) return establish(records, answer.hello, parts.shares, concat(first, answer.raw));

  const { suite, group, cookie } = answer.hello;
  const shares = [await newKeyShare(group ?? 0)];
  const second = clientHello({ ...parts, shares, cookie });
  await send(connection, 3, second);
  const final = await serverHello(records);
  if (final.hello.isRetry) throw new CertificateReadError("malformed", "a second HelloRetryRequest");
  // RFC 8446 §4.4.1: the first hello enters the transcript as a synthetic message.
  const hash = await digest(hashOf(suite), first);
  return establish(
    records,
    final.hello,
    shares,
    concat(u8(254, 0, 0, hash.length), hash, answer.raw, second, final.raw),
  );
}

async function serverHello(records: HandshakeRecords): Promise<{ hello: ServerHello; raw: Bytes }> {
  const { kind, body, raw } = await records.next();
  if (kind !== MESSAGE.serverHello)
    throw new CertificateReadError("malformed", `message ${kind} instead of a ServerHello`);
  return { hello: parseServerHello(body), raw };
}

async function establish(
  records: HandshakeRecords,
  hello: ServerHello,
  shares: readonly KeyShare[],
  transcript: Bytes,
): Promise<ServerHello> {
  const { version, suite, group, share } = hello;
  if (version !== TLS13) return hello;
  const ours = shares.find((one) => one.group === group);
  if (ours === undefined || share === null)
    throw new CertificateReadError("malformed", "the server sent no usable key share");
  if (!isGcmSuite(suite)) throw new CertificateReadError("unsupported", `cipher suite ${suite} was not offered`);
  records.keys = await serverHandshakeKeys(suite, await agree(ours, share), transcript);
  return hello;
}

const send = (connection: Connection, minor: number, message: Bytes): Promise<void> =>
  connection.write(concat(u8(RECORD.handshake, 3, minor), vec16(message)));
