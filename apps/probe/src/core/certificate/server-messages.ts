import { toHex } from "../wire/bytes.ts";
import { Reader, type Bytes } from "./bytes.ts";

/** What a server says in its handshake (RFC 8446 §4, RFC 5246 §7.4). */

export const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
export const MESSAGE = { serverHello: 2, certificate: 11, certificateRequest: 13, serverHelloDone: 14 } as const;
/** The random of a ServerHello that is a HelloRetryRequest. */
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

const ALERTS: Partial<Record<number, string>> = {
  0: "close_notify",
  10: "unexpected_message",
  20: "bad_record_mac",
  40: "handshake_failure",
  42: "bad_certificate",
  46: "certificate_unknown",
  47: "illegal_parameter",
  49: "access_denied",
  50: "decode_error",
  51: "decrypt_error",
  70: "protocol_version",
  71: "insufficient_security",
  80: "internal_error",
  86: "inappropriate_fallback",
  109: "missing_extension",
  112: "unrecognized_name",
  116: "certificate_required",
  120: "no_application_protocol",
};

/** The field's name of an alert, else its number. */
export const alertName = (alert: number): string => ALERTS[alert] ?? `number ${alert}`;

export type ServerHello = {
  version: number;
  isRetry: boolean;
  suite: number;
  group: number | null;
  share: Bytes | null;
  cookie: Bytes | null;
};

/** @throws CertificateReadError `malformed` */
export function parseServerHello(message: Bytes): ServerHello {
  const reader = new Reader(message);
  const version = reader.uint(2);
  const isRetry = toHex(reader.take(32)) === RETRY;
  reader.vector(1);
  const hello: ServerHello = { version, isRetry, suite: reader.uint(2), group: null, share: null, cookie: null };
  reader.uint(1);
  if (reader.left === 0) return hello;
  const extensions = new Reader(reader.vector(2));
  while (extensions.left > 0) {
    const type = extensions.uint(2);
    readExtension(hello, type, new Reader(extensions.vector(2)));
  }
  return hello;
}

function readExtension(hello: ServerHello, type: number, body: Reader): void {
  if (type === 43) hello.version = body.uint(2);
  if (type === 44) hello.cookie = body.vector(2).slice();
  if (type === 51) {
    hello.group = body.uint(2);
    if (body.left > 0) hello.share = body.vector(2);
  }
}

/** At most `limit` certificates as DER, in the order sent. @throws CertificateReadError `malformed` */
export function parseCertificates(message: Bytes, isTls13: boolean, limit: number): Bytes[] {
  const reader = new Reader(message);
  if (isTls13) reader.vector(1);
  const list = new Reader(reader.vector(3));
  const certificates: Bytes[] = [];
  while (list.left > 0 && certificates.length < limit) {
    certificates.push(list.vector(3).slice());
    if (isTls13) list.vector(2);
  }
  return certificates;
}
