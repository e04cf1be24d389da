import { isAddress, rangesOf } from "@nightbell/shared/check/address";
import type { Cause } from "@nightbell/shared/check/cause";
import type { Certificate } from "@nightbell/shared/check/protocol";
import type { Chain } from "./read-chain.ts";
import type { X509 } from "./x509.ts";

/** Why a runtime refuses a server's certificates, and until when it will not (spec "checks" §4 and §5). */

export type ChainVerdict = {
  /**
   * What is wrong with it; null if nothing is to be seen. It says why a runtime refuses: one that accepts knows better
   * about issuers, because it may hold those that a server does not send.
   */
  fault: { cause: Cause; detail: string } | null;
  /** What to say if a runtime refuses the chain all the same. */
  doubt: string;
  certificate: Certificate;
};

const MAX_NAMES = 10;
const TLS12 = 0x0303;

/** @param serverName the name or address that the server was asked for, without brackets */
export function judgeChain(chain: Chain, serverName: string, now: number): ChainVerdict {
  const [leaf] = chain.certificates;
  const { path, isOpen } = pathOf(chain.certificates);
  return {
    fault: versionFault(chain) ?? dateFault(path, now) ?? nameFault(leaf, serverName) ?? issuerFault(path, isOpen),
    doubt: doubtOf(path),
    certificate: {
      notBefore: leaf.notBefore,
      notAfter: Math.min(...path.map(({ notAfter }) => notAfter)),
      sha256: chain.sha256,
      issuer: leaf.issuerText,
      names: leaf.names.slice(0, MAX_NAMES),
    },
  };
}

type Path = readonly [X509, ...X509[]];

/**
 * From the server's own certificate to its issuers, in whatever order they were sent, without a root that signs itself.
 * It is open if the last one's issuer was not sent.
 */
function pathOf([leaf, ...others]: Chain["certificates"]): { path: Path; isOpen: boolean } {
  const path: [X509, ...X509[]] = [leaf];
  for (let last = leaf; ;) {
    if (isSelfIssued(last)) return { path, isOpen: false };
    const issuer = others.find((one) => !path.includes(one) && sameBytes(one.subject, last.issuer));
    if (issuer === undefined) return { path, isOpen: true };
    if (isSelfIssued(issuer)) return { path, isOpen: false };
    path.push(issuer);
    last = issuer;
  }
}

function versionFault({ version }: Chain): ChainVerdict["fault"] {
  if (version >= TLS12) return null;
  const name = `TLS 1.${version - 0x0301}`;
  return { cause: "tls_protocol_version", detail: `the server speaks only ${name}, which nobody accepts any more` };
}

function dateFault(path: readonly X509[], now: number): ChainVerdict["fault"] {
  for (const [i, { notBefore, notAfter, subjectText }] of path.entries()) {
    const which = i === 0 ? "the certificate" : `the intermediate certificate ${subjectText}`;
    if (notAfter < now) return { cause: "tls_expired", detail: `${which} expired on ${minuteOf(notAfter)}` };
    if (notBefore > now)
      return { cause: "tls_not_yet_valid", detail: `${which} is not valid before ${minuteOf(notBefore)}` };
  }
  return null;
}

function nameFault({ names }: X509, serverName: string): ChainVerdict["fault"] {
  if (names.some((name) => isFor(name, serverName.toLowerCase()))) return null;
  const list = names.length === 0 ? "no name at all" : names.slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return { cause: "tls_host_mismatch", detail: `the certificate is for ${list}${more}, not for ${serverName}` };
}

/** RFC 9525 §6.3: a wildcard stands for exactly one label, the first; addresses are compared as numbers. */
function isFor(name: string, host: string): boolean {
  if (isAddress(host)) return isAddress(name) && rangesOf(`${name}/${name.includes(":") ? 128 : 32}`)(host);
  if (!name.startsWith("*.")) return name === host;
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot) === name.slice(1);
}

function issuerFault(path: Path, isOpen: boolean): ChainVerdict["fault"] {
  const [leaf] = path;
  if (isSelfIssued(leaf)) return { cause: "tls_self_signed", detail: "the certificate is signed by itself" };
  if (path.length > 1 || !isOpen) return null;
  return {
    cause: "tls_incomplete_chain",
    detail: `the server does not send the certificate of its issuer, ${leaf.issuerText}`,
  };
}

function doubtOf(path: Path): string {
  if (path.some(({ isSha1 }) => isSha1)) return "the certificate is signed with SHA-1, which nobody trusts any more";
  return `the certificate comes from ${path.at(-1)?.issuerText ?? ""}, which is not trusted`;
}

const isSelfIssued = ({ subject, issuer }: X509): boolean => sameBytes(subject, issuer);

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** An instant as people read it, to the minute. */
const minuteOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
