import * as tls from "node:tls";
import { CheckFailure } from "../core/failure.ts";
import type { Reach } from "../core/io.ts";

/** Whose certificates count: the authorities that Node brings and those that this host trusts beside them. */

/** Certificates of authorities, in PEM. */
export type Roots = readonly string[];

/** Node's own authorities, those of the system's store, and the file that NODE_EXTRA_CA_CERTS names. */
export function systemRoots(): Roots {
  // Before Node 22.15 the system's store cannot be read: NODE_EXTRA_CA_CERTS remains.
  if (!("getCACertificates" in tls)) return [];
  return [...new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system")])];
}

/** Makes the contexts of handshakes. Hundreds of roots take milliseconds to read, so those without a client certificate share one. */
export function contextsWith(roots: Roots): (client: Reach["clientCertificate"]) => tls.SecureContext {
  const ca = roots.length > 0 ? { ca: [...roots] } : {};
  const shared = tls.createSecureContext(ca);
  return (client) => {
    if (client === null) return shared;
    try {
      return tls.createSecureContext({ ...ca, cert: client.certificate, key: client.key });
    } catch {
      throw new CheckFailure(
        "tls_handshake_failure",
        "the client certificate and its key are not a pair in PEM: set both secrets again",
      );
    }
  };
}
