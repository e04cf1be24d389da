import "@nightbell/testkit/bad-servers/reflect-metadata";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

/** An authority and certificates of its own, made anew for each run. */

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

export type Pem = { certificate: string; key: string };
export type Authority = Pem & { issue: (options?: Issue) => Promise<Pem> };
export type Issue = { names?: string[]; from?: number; days?: number; client?: boolean };

export async function newAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity({}),
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const issue = async (options: Issue = {}): Promise<Pem> => {
    const own = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${options.names?.[0] ?? "server"}`,
      issuer: root.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      ...validity(options),
      extensions: await leafExtensions(options, root),
    });
    return { certificate: certificate.toString("pem"), key: await keyPem(own.privateKey) };
  };
  return { certificate: root.toString("pem"), key: await keyPem(keys.privateKey), issue };
}

/** A certificate that only vouches for itself. */
export async function selfSigned(names: string[]): Promise<Pem> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${names[0] ?? ""}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity({}),
    extensions: [alternatives(names)],
  });
  return { certificate: certificate.toString("pem"), key: await keyPem(keys.privateKey) };
}

const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

/** Times of certificates are checked against the machine's real clock: there is no other way to reach OpenSSL's. */
function validity({ from = -1, days = 90 }: Issue): { notBefore: Date; notAfter: Date } {
  const notBefore = Date.now() + from * DAY_MS;
  return { notBefore: new Date(notBefore), notAfter: new Date(notBefore + days * DAY_MS) };
}

async function leafExtensions({ names = ["localhost"], client = false }: Issue, root: x509.X509Certificate) {
  const usage = client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  return [
    alternatives(names),
    new x509.ExtendedKeyUsageExtension([usage]),
    await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
  ];
}

const alternatives = (names: string[]): x509.SubjectAlternativeNameExtension =>
  new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
  );

async function keyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`;
}
