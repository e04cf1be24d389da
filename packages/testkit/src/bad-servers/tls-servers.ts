import { createServer as createHttpsServer } from "node:https";
import type { RequestListener } from "node:http";
import type { Server, Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { newAuthority, newLeaf, newSelfSigned, type Authority, type Shown } from "./certificates.ts";

/** Servers with something wrong in their certificates or handshakes (spec "checks" §7, cases 51 to 56). */

const HERE = ["127.0.0.1", "localhost"];
const OLD_CIPHERS = "DEFAULT@SECLEVEL=0";

/**
 * @param pages what those answer that get as far as HTTP
 * @param root whoever trusts it trusts the good ones
 */
export async function tlsServers(pages: RequestListener, root: Authority): Promise<Record<string, Server>> {
  const middle = await newAuthority("Nightbell Test Intermediate", root);
  const stranger = await newAuthority("Stranger Root");
  const good = await newLeaf(middle, { names: HERE }, [middle]);
  const https = (options: TlsOptions): Server => createHttpsServer(options, pages);
  const bad = await badCertificates({ root, middle, stranger });
  const certificates = Object.entries(bad).map(([name, shown]) => [name, https(shown)] as const);
  const rootPem = root.certificate.toString("pem");
  return {
    tlsGood: https(good),
    tls12Good: https({ ...good, maxVersion: "TLSv1.2" }),
    tlsRetry: https({ ...good, ecdhCurve: "P-384", minVersion: "TLSv1.3" }),
    tls10: https({ ...good, minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: OLD_CIPHERS }),
    tls11: https({ ...good, minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: OLD_CIPHERS }),
    tlsChaCha: https({ ...good, minVersion: "TLSv1.3", ciphers: "TLS_CHACHA20_POLY1305_SHA256" }),
    tlsWeak: https({ ...good, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" }),
    tlsClient: https({ ...good, requestCert: true, ca: rootPem }),
    tls12Client: https({ ...good, requestCert: true, ca: rootPem, maxVersion: "TLSv1.2" }),
    tlsGarbage: createTlsServer(
      good,
      (socket) => void socket.once("data", () => socket.end("220 mail.example ESMTP\r\n")),
    ),
    tlsEmpty: createTlsServer(good, (socket) => void socket.once("data", () => socket.end())),
    tlsHang: createTlsServer(good, () => undefined),
    ...Object.fromEntries(certificates),
  };
}

type Authorities = { root: Authority; middle: Authority; stranger: Authority };

async function badCertificates({ root, middle, stranger }: Authorities): Promise<Record<string, Shown>> {
  const otherMiddle = await newAuthority("Stranger Intermediate", stranger);
  const manyNames = Array.from({ length: 10_000 }, (_, i) => `n${i}.example`);
  return {
    tlsExpired: await newLeaf(middle, { names: HERE, from: -90, until: -1 }, [middle]),
    tlsFuture: await newLeaf(middle, { names: HERE, from: 2, until: 90 }, [middle]),
    tlsSoon: await newLeaf(middle, { names: HERE, from: -85, until: 5 }, [middle]),
    tlsOther: await newLeaf(middle, { names: ["other.example", "*.other.example"] }, [middle]),
    tlsSelfSigned: await newSelfSigned({ names: HERE }),
    tlsStranger: await newLeaf(otherMiddle, { names: HERE }, [otherMiddle]),
    tlsStrangerRoot: await newLeaf(otherMiddle, { names: HERE }, [otherMiddle, stranger]),
    tlsIncomplete: await newLeaf(middle, { names: HERE }, []),
    tlsReversed: await newLeaf(middle, { names: HERE }, [root, middle]),
    tlsExtra: await newLeaf(middle, { names: HERE }, [stranger, middle, root]),
    tlsSha1: await newLeaf(middle, { names: HERE, isSha1: true }, [middle]),
    tlsManyNames: await newLeaf(middle, { names: [...HERE, ...manyNames] }, [middle]),
    tlsLongChain: await newLeaf(middle, { names: HERE }, [middle, ...Array.from({ length: 49 }, () => stranger)]),
  };
}

const ALERT_HANDSHAKE_FAILURE = [21, 3, 3, 0, 2, 2, 40];
const ALERT_CLOSE_NOTIFY = [21, 3, 3, 0, 2, 1, 0];
const ALERT_INTERNAL_ERROR = [21, 3, 3, 0, 2, 2, 80];
/** A record of a handshake message that is announced as 16 kB and never whole. */
const ENDLESS_RECORD = Buffer.concat([Buffer.from([22, 3, 3, 0x40, 0]), Buffer.alloc(0x4000, 11)]);
const HUGE_RECORD = [22, 3, 3, 0xff, 0xff];

/** Behaviours after a ClientHello, of an accepted socket. */
export const rawTls: Record<string, (socket: Socket) => void> = {
  tlsRefuses: (socket) => socket.end(Buffer.from(ALERT_HANDSHAKE_FAILURE)),
  tlsCloseNotify: (socket) => socket.end(Buffer.from(ALERT_CLOSE_NOTIFY)),
  tlsInternalError: (socket) => socket.end(Buffer.from(ALERT_INTERNAL_ERROR)),
  tlsHugeRecord: (socket) => void socket.write(Buffer.from(HUGE_RECORD)),
  tlsCut: (socket) => socket.end(Buffer.from([22, 3, 3, 0, 100, 2, 0])),
  tlsEndless: (socket) => {
    const pump = (): void => {
      while (!socket.destroyed && socket.write(ENDLESS_RECORD));
    };
    socket.on("drain", pump);
    pump();
  },
};
