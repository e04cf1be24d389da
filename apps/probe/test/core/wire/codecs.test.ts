import { describe, expect, it } from "vitest";
import { assertCell } from "../../../src/core/wire/cell.ts";
import { utf8 } from "../../../src/core/wire/bytes.ts";
import { canonical, reverseName } from "../../../src/core/wire/dns-record.ts";
import { matchEnd } from "../../../src/core/wire/expect.ts";
import { scram } from "../../../src/core/wire/scram.ts";
import { oneLine } from "../../../src/core/wire/session.ts";
import { acceptOf } from "../../../src/core/wire/websocket.ts";

describe("SCRAM-SHA-256", () => {
  const SERVER_FIRST = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  const exchange = () => scram("user", "pencil", "rOprNGfwEbeRWgbNEkqO");

  it("is as in the example of RFC 7677 §3", async () => {
    const { first, final, verify } = exchange();
    expect(first).toBe("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    expect(await final(SERVER_FIRST)).toBe(
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    );
    expect(() => verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).not.toThrow();
  });

  it("believes no server that does not know the password", async () => {
    const { final, verify } = exchange();
    expect(() => verify("v=")).toThrow("could not prove");
    await final(SERVER_FIRST);
    for (const answer of ["v=AAAA", "e=other-error", ""]) expect(() => verify(answer)).toThrow("could not prove");
  });

  it.each([
    ["another nonce", SERVER_FIRST.replace("r=rO", "r=xx"), "protocol_error"],
    ["no nonce of the server", "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "protocol_error"],
    ["no rounds", SERVER_FIRST.replace("4096", "0"), "protocol_error"],
    ["endless rounds", SERVER_FIRST.replace("4096", "2000000000"), "auth_failed"],
    ["broken salt", SERVER_FIRST.replace("W22", "!!!"), "protocol_error"],
  ])("refuses %s", async (_what, challenge, reason) => {
    await expect(exchange().final(challenge)).rejects.toMatchObject({ reason });
  });
});

it("answers a WebSocket key as in RFC 6455 §1.3", async () => {
  expect(await acceptOf("dGhlIHNhbXBsZSBub25jZQ==")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
});

describe("a DNS record", () => {
  it.each([
    ["MX", "10  Mail.Example.COM.", "10 mail.example.com"],
    ["NS", "ns.example.", "ns.example"],
    ["MX", "0 .", "0 ."],
    ["AAAA", "2001:0DB8:0:0::1", "2001:db8::1"],
    ["TXT", '"v=spf1 " "-all"', "v=spf1 -all"],
    ["TXT", "v=spf1 -all", "v=spf1 -all"],
    ["TXT", String.raw`"say \"hi\" \228"`, 'say "hi" ä'],
    ["CAA", String.raw`\# 19 00 05 69 73 73 75 65 70 6b 69 2e 67 6f 6f 67 2e 78 79`, "0 issue pki.goog.xy"],
    ["CAA", '0 ISSUE "pki.goog"', "0 issue pki.goog"],
    ["CAA", String.raw`\# 2 00 ff`, String.raw`\# 2 00 ff`],
    ["DS", "2371 13 2 1F98 7CC6", "2371 13 2 1f987cc6"],
    ["HTTPS", '1 . alpn="h3,h2"', "1 . alpn=h3,h2"],
  ] as const)("%s %s", (type, data, text) => {
    expect(canonical(type, data)).toBe(text);
  });

  it("has a name of its own for an address", () => {
    expect(reverseName("192.0.2.10")).toBe("10.2.0.192.in-addr.arpa");
    // RFC 3596 §2.5
    expect(reverseName("4321:0:1:2:3:4:567:89ab")).toBe(
      "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa",
    );
    expect(reverseName("2001:db8::1")).toBe("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    expect(reverseName("www.example.com")).toBe("www.example.com");
  });
});

describe("an answered value", () => {
  it.each([
    ["eq", "1", "1", true],
    ["eq", "1.0", "1", true],
    ["eq", "a", "A", false],
    ["lt", "9", "10", true],
    ["lt", "-1e3", "0", true],
    ["gt", "10", "9", true],
    ["gt", "ten", "9", false],
    ["gt", "", "-1", false],
    ["lt", "0x1", "9", false],
    ["contains", "lamp on", "on", true],
    ["contains", null, "on", false],
    ["eq", undefined, "", false],
  ] as const)("%s: %s to %s is %s", (op, cell, value, holds) => {
    const judge = (): void => assertCell(cell, { op, value: value === "" ? "x" : value });
    if (holds) expect(judge).not.toThrow();
    else expect(judge).toThrow(/^expected .* got /);
  });
});

describe("a pattern", () => {
  it.each([
    ["text", "ö", "aöb", 3],
    ["hex", "C3 b6", "aöb", 3],
    ["regex", "[à-ÿ]", "aöb", 3],
    ["regex", "^b", "aöb", -1],
    ["text", "aab", "aaab", 4],
    ["text", "c", "ab", -1],
  ] as const)("%s %s in %s ends at %i", (format, value, text, end) => {
    expect(matchEnd({ format, value }, utf8(text))).toBe(end);
  });

  it("takes everything where bytes are no text", () => {
    expect(matchEnd({ format: "regex", value: "b" }, Uint8Array.of(0xff, 98, 99))).toBe(3);
  });
});

it("shows what a server said on one line, without marks that turn it around", () => {
  expect(oneLine("a\r\nb\u202ec\u001b[31m\u0000 ")).toBe("a b c [31m");
});
