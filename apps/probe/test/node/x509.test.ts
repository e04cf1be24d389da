import { X509Certificate } from "node:crypto";
import { newAuthority, newLeaf, newSelfSigned, type LeafOptions } from "@nightbell/testkit/bad-servers/certificates";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DerError } from "../../src/core/certificate/der.ts";
import { parseX509 } from "../../src/core/certificate/x509.ts";

/** The reader of certificates against Node's own. */

const derOf = (pem: string): Buffer => new X509Certificate(pem).raw;
const root = await newAuthority("Test Root");
const OPTIONS: LeafOptions[] = [
  { names: ["shop.example", "*.shop.example", "127.0.0.1", "2606:4700::1111"] },
  { names: ["old.example"], from: -20_000, until: -10_000 },
  { names: ["far.example"], until: 20_000 },
  { names: ["weak.example"], isSha1: true },
];

describe("a certificate", () => {
  it.each(OPTIONS)("of $names reads as Node reads it", async (options) => {
    const { cert } = await newLeaf(root, options, []);
    const der = derOf(cert);
    const theirs = new X509Certificate(der);
    const ours = parseX509(der);
    expect(ours.notBefore).toBe(theirs.validFromDate.getTime());
    expect(ours.notAfter).toBe(theirs.validToDate.getTime());
    expect(`CN=${ours.subjectText}`).toBe(theirs.subject);
    expect(ours.issuerText).toBe("Test Root");
    const spelt = ours.names.map((name) =>
      /^[\d.]+$|:/.test(name) ? `IP Address:${name.toUpperCase()}` : `DNS:${name}`,
    );
    expect(spelt.join(", ")).toBe(theirs.subjectAltName);
    expect(ours.isSha1).toBe(options.isSha1 ?? false);
  });

  it("that signs itself has one name on both sides", async () => {
    const { subject, issuer } = parseX509(derOf((await newSelfSigned({ names: ["a.example"] })).cert));
    expect(Buffer.compare(subject, issuer)).toBe(0);
  });

  it("that is broken is an error of one kind, never a hang", async () => {
    const { cert } = await newLeaf(root, { names: ["a.example"] }, []);
    const der = derOf(cert);
    const anywhere = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 4 }), fc.nat(der.length), (changes, length) => {
        const broken = Buffer.from(der.subarray(0, length));
        for (const [at, byte] of changes) if (at < broken.length) broken[at] = byte;
        try {
          parseX509(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
