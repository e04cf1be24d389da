import { describe, expect, it } from "vitest";
import { judgeChain } from "../../src/core/certificate/judge-chain.ts";
import type { Chain } from "../../src/core/certificate/read-chain.ts";
import type { X509 } from "../../src/core/certificate/x509.ts";

/** What is wrong with a chain, by its fields. Chains from real servers are judged in the corpus. */

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const name = (text: string): Uint8Array => new TextEncoder().encode(text);

const certificate = (subject: string, issuer: string, more: Partial<X509> = {}): X509 => ({
  notBefore: NOW - DAY,
  notAfter: NOW + 90 * DAY,
  subject: name(subject),
  issuer: name(issuer),
  subjectText: subject,
  issuerText: issuer,
  names: ["shop.example", "*.shop.example", "93.184.216.34", "2606:4700:0:0:0:0:0:1111"],
  isSha1: false,
  ...more,
});
const chain = (...certificates: [X509, ...X509[]]): Chain => ({
  certificates,
  sha256: "ab",
  version: 0x0304,
  isCipherOld: false,
  clientCertificateRequested: false,
});
const leaf = certificate("leaf", "middle");
const middle = certificate("middle", "root", { names: [] });
const root = certificate("root", "root", { names: [] });
const causeOf = (given: Chain, host = "shop.example"): string | undefined => judgeChain(given, host, NOW).fault?.cause;

describe("a chain", () => {
  it.each([
    ["shop.example", undefined],
    ["SHOP.example", undefined],
    ["www.shop.example", undefined],
    ["93.184.216.34", undefined],
    ["2606:4700::1111", undefined],
    ["a.b.shop.example", "tls_host_mismatch"],
    ["shop.example.evil.example", "tls_host_mismatch"],
    [".shop.example", "tls_host_mismatch"],
    ["evilshop.example", "tls_host_mismatch"],
    ["93.184.216.35", "tls_host_mismatch"],
    ["2606:4700::1112", "tls_host_mismatch"],
  ])("is for %s: %s", (host, cause) => {
    expect(causeOf(chain(leaf, middle), host)).toBe(cause);
  });

  it("is in order as it should be sent, in another order, and with more than is needed", () => {
    expect(causeOf(chain(leaf, middle))).toBeUndefined();
    expect(causeOf(chain(leaf, root, middle))).toBeUndefined();
    expect(
      causeOf(chain(leaf, certificate("stranger", "strange root", { notAfter: 0 }), middle, root)),
    ).toBeUndefined();
  });

  it("names what is wrong, dates first", () => {
    expect(causeOf(chain(certificate("leaf", "middle", { notAfter: NOW - 1 }), middle), "other")).toBe("tls_expired");
    expect(causeOf(chain(certificate("leaf", "middle", { notBefore: NOW + 1 }), middle))).toBe("tls_not_yet_valid");
    expect(causeOf(chain(leaf, { ...middle, notAfter: NOW - 1 }))).toBe("tls_expired");
    expect(causeOf(chain(certificate("self", "self")))).toBe("tls_self_signed");
    expect(causeOf(chain(leaf))).toBe("tls_incomplete_chain");
    expect(causeOf({ ...chain(leaf, middle), version: 0x0302 })).toBe("tls_protocol_version");
    expect(
      judgeChain(chain(certificate("leaf", "middle", { notAfter: NOW - DAY }), middle), "shop.example", NOW).fault
        ?.detail,
    ).toBe("the certificate expired on 2026-05-31 00:00 UTC");
  });

  it("expires with its earliest, a root that was sent along aside", () => {
    const old = { ...root, notAfter: NOW - 1 };
    const { fault, certificate: shown } = judgeChain(
      chain(leaf, { ...middle, notAfter: NOW + DAY }, old),
      "shop.example",
      NOW,
    );
    expect(fault).toBeNull();
    expect(shown).toMatchObject({ notAfter: NOW + DAY, issuer: "middle" });
  });

  it("that signs in a circle is walked once", () => {
    expect(causeOf(chain(certificate("a", "b"), certificate("b", "a")))).toBeUndefined();
  });
});
