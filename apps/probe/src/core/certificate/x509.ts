import { DerError, element, elements, instant, oid, text, type Element } from "./der.ts";

/** The fields of a certificate that a person or a judgement needs (RFC 5280 §4.1). */

export type X509 = {
  /** Epoch ms. */
  notBefore: number;
  notAfter: number;
  /** Names as DER, for comparing. */
  subject: Uint8Array;
  issuer: Uint8Array;
  /** Common name and organisation, for people. */
  subjectText: string;
  issuerText: string;
  /** All names it is for, addresses included, in lower case. */
  names: string[];
  isSha1: boolean;
};

const SUBJECT_ALT_NAME = "2.5.29.17";
const COMMON_NAME = "2.5.4.3";
const ORGANISATION = "2.5.4.10";
const SHA1 = ["1.2.840.113549.1.1.5", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];
const VERSION_TAG = 0xa0;
const EXTENSIONS_TAG = 0xa3;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** @throws DerError if the bytes are no certificate */
export function parseX509(der: Uint8Array): X509 {
  const [body, algorithm] = elements(element(der).body);
  if (body === undefined || algorithm === undefined) throw new DerError("a certificate is cut short");
  const fields = elements(body.body);
  const [, , issuer, validity, subject, , ...rest] = fields[0]?.tag === VERSION_TAG ? fields.slice(1) : fields;
  if (issuer === undefined || validity === undefined || subject === undefined)
    throw new DerError("a certificate is cut short");
  const [from, until] = elements(validity.body);
  if (from === undefined || until === undefined) throw new DerError("a certificate has no dates");
  return {
    notBefore: instant(from),
    notAfter: instant(until),
    subject: subject.whole,
    issuer: issuer.whole,
    subjectText: nameText(subject),
    issuerText: nameText(issuer),
    names: alternativeNames(rest.find(({ tag }) => tag === EXTENSIONS_TAG)),
    isSha1: SHA1.includes(oid(elements(algorithm.body)[0]?.body ?? new Uint8Array(0))),
  };
}

function nameText(name: Element): string {
  const parts = new Map<string, string>();
  for (const set of elements(name.body)) {
    for (const pair of elements(set.body)) {
      const [kind, value] = elements(pair.body);
      if (kind !== undefined && value !== undefined) parts.set(oid(kind.body), text(value));
    }
  }
  const shown = [parts.get(COMMON_NAME), parts.get(ORGANISATION)].filter((part) => part !== undefined);
  return (shown.length > 0 ? shown : [...parts.values()]).join(", ").slice(0, 200);
}

function alternativeNames(extensions: Element | undefined): string[] {
  if (extensions === undefined) return [];
  for (const extension of elements(element(extensions.body).body)) {
    const parts = elements(extension.body);
    const [kind, value] = [parts[0], parts.at(-1)];
    if (kind === undefined || value === undefined || oid(kind.body) !== SUBJECT_ALT_NAME) continue;
    return elements(element(value.body).body).flatMap(({ tag, body }) => {
      if (tag === DNS_NAME) return [String.fromCharCode(...body.subarray(0, 255)).toLowerCase()];
      return tag === IP_ADDRESS ? [addressText(body)] : [];
    });
  }
  return [];
}

/** An address of 4 or 16 bytes, IPv6 written out in full groups. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: bytes.length >> 1 }, (_, i) =>
    (((bytes[i * 2] ?? 0) << 8) | (bytes[i * 2 + 1] ?? 0)).toString(16),
  );
  return groups.join(":");
}
