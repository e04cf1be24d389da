import "./reflect-metadata.ts";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

/** Authorities and certificates of our own, good and bad, made anew for each run. */

const DAY_MS = 86_400_000;
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A certificate with whatever the server sends after it, and its key; in PEM. */
export type Shown = { cert: string; key: string };
export type Authority = {
  certificate: x509.X509Certificate;
  keys: Pick<CryptoKeyPair, "privateKey">;
};
export type LeafOptions = {
  names: readonly string[];
  /** Days from now. */
  from?: number;
  until?: number;
  isSha1?: boolean;
};

/** @param issuer who signs it; itself if missing */
export async function newAuthority(name: string, issuer?: Authority): Promise<Authority & { keys: CryptoKeyPair }> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ECDSA,
    ...validity(-30, 365),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

/** An authority that was kept in PEM. */
export async function authorityFrom(certificate: string, key: string): Promise<Authority> {
  const der = Buffer.from(key.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
  const privateKey = await crypto.subtle.importKey("pkcs8", der, ECDSA, true, ["sign"]);
  return { certificate: new x509.X509Certificate(certificate), keys: { privateKey } };
}

/** A server's certificate, sent with `sentAlong` after it. */
export async function newLeaf(
  issuer: Authority,
  options: LeafOptions,
  sentAlong: readonly Authority[],
): Promise<Shown> {
  const keys = await newKeys();
  const leaf = await x509.X509CertificateGenerator.create({
    ...leafFields(options, keys.publicKey),
    issuer: issuer.certificate.subject,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: options.isSha1 === true ? { ...ECDSA, hash: "SHA-1" } : ECDSA,
  });
  const chain = [leaf, ...sentAlong.map(({ certificate }) => certificate)];
  return { cert: chain.map((one) => one.toString("pem")).join("\n"), key: await keyPem(keys.privateKey) };
}

/** A certificate that vouches for itself alone. */
export async function newSelfSigned(options: LeafOptions): Promise<Shown> {
  const keys = await newKeys();
  const fields = leafFields(options, keys.publicKey);
  const certificate = await x509.X509CertificateGenerator.create({
    ...fields,
    issuer: fields.subject,
    signingKey: keys.privateKey,
    signingAlgorithm: ECDSA,
  });
  return { cert: certificate.toString("pem"), key: await keyPem(keys.privateKey) };
}

function leafFields({ names, from = -1, until = 89 }: LeafOptions, publicKey: CryptoKey) {
  const alternatives = names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value }));
  return {
    subject: `CN=${names[0] ?? "nobody"}`,
    publicKey,
    ...validity(from, until),
    extensions: [
      new x509.SubjectAlternativeNameExtension(alternatives),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  };
}

/** Runtimes judge dates by the machine's clock, so these are real. */
const validity = (from: number, until: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() + from * DAY_MS),
  notAfter: new Date(Date.now() + until * DAY_MS),
});

const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);

/** A private key in PEM (PKCS #8). */
export async function keyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`;
}
